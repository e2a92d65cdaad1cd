/* <form data-unggah>: chosen or dropped files go in one after the other, each with its bar and its own result. What is too
   big is refused here and never sent. Without this script the form posts all of them at once. */
"use strict";

document.querySelectorAll("form[data-unggah]").forEach((form) => {
    const masukan = form.querySelector("input[type=file]");
    const unggahan = document.getElementById("unggahan");
    const kabar = document.getElementById("kabar-unggah");
    const contoh = document.getElementById("baris-unggahan").content.firstElementChild;
    const maks = Number(form.dataset.maks);
    const menunggu = [];
    let jalan = false;
    let beres = 0;
    let gagal = 0;

    const ukuran = (n) => (n < 1024 ** 2 ? `${Math.max(1, Math.round(n / 1024))} KB` : `${(n / 1024 ** 2).toLocaleString("id-ID", { maximumFractionDigits: 1 })} MB`);

    function selesai(baris, keadaan, pesan) {
        baris.classList.remove("jalan");
        baris.classList.add(keadaan);
        baris.querySelector(".antre-maju").hidden = true;
        baris.querySelector(".antre-kabar").textContent = pesan;
        if (keadaan === "beres") beres += 1;
        else gagal += 1;
    }

    function tambah(berkas) {
        const baris = contoh.cloneNode(true);
        baris.querySelector(".antre-nama").textContent = berkas.name;
        baris.querySelector(".antre-ukuran").textContent = ukuran(berkas.size);
        unggahan.append(baris);
        unggahan.hidden = false;
        if (berkas.size > maks) selesai(baris, "gagal", `Lebih besar dari ${form.dataset.maksMb} MB. Perkecil dulu, atau tambahkan sebagai tautan.`);
        else if (!berkas.size) selesai(baris, "gagal", "Berkas ini kosong, atau sebuah folder.");
        else menunggu.push([berkas, baris]);
    }

    function jawaban(xhr) {
        const masuk = document.body.dataset.masuk;
        if (xhr.responseURL && new URL(xhr.responseURL).pathname === masuk) return { beres: false, pesan: "Sesi Anda berakhir. Masuk lagi di tab baru, lalu unggah lagi." };
        try {
            return JSON.parse(xhr.responseText).hasil[0];
        } catch {
            return { beres: false, pesan: xhr.status === 413 ? "Berkas terlalu besar." : "Server menolak. Muat ulang halaman, lalu coba lagi." };
        }
    }

    function kirim(berkas, baris) {
        return new Promise((usai) => {
            const xhr = new XMLHttpRequest();
            const maju = baris.querySelector(".antre-maju");
            const kata = baris.querySelector(".antre-kabar");
            const isi = new FormData();
            isi.append("berkas", berkas);
            baris.classList.add("jalan");
            kata.textContent = "Mengirim …";
            xhr.upload.addEventListener("progress", (e) => {
                if (!e.lengthComputable) return;
                maju.value = Math.round((100 * e.loaded) / e.total);
                kata.textContent = e.loaded < e.total ? `Mengirim ${maju.value} %` : "Memeriksa isi …";
            });
            xhr.addEventListener("load", () => {
                const { beres: baik, pesan } = jawaban(xhr);
                selesai(baris, baik ? "beres" : "gagal", pesan);
                usai();
            });
            xhr.addEventListener("error", () => {
                selesai(baris, "gagal", "Sambungan terputus. Unggah lagi berkas ini.");
                usai();
            });
            xhr.open("POST", form.action);
            xhr.setRequestHeader("Accept", "application/json");
            xhr.setRequestHeader("X-CSRFToken", tokenCsrf() || form.querySelector("[name=csrfmiddlewaretoken]").value);
            xhr.send(isi);
        });
    }

    async function mulai() {
        if (jalan) return;
        jalan = true;
        form.setAttribute("aria-busy", "true");
        const sebelum = beres;
        while (menunggu.length) {
            const [berkas, baris] = menunggu.shift();
            kabar.textContent = `Mengunggah ${berkas.name}`;
            await kirim(berkas, baris);
        }
        form.removeAttribute("aria-busy");
        jalan = false;
        kabar.textContent = `${beres} berkas tersimpan${gagal ? `, ${gagal} gagal` : ""}.`;
        if (beres > sebelum) window.htmx.trigger(document.body, "bukti-berubah");
    }

    function terima(daftar) {
        if (!jalan) { /* what is done leaves the queue; what failed stays to be read */
            unggahan.querySelectorAll(".beres").forEach((b) => b.remove());
            beres = 0;
            gagal = 0;
        }
        [...daftar].forEach(tambah);
        mulai();
    }

    masukan.addEventListener("change", () => {
        if (!masukan.files.length) return;
        terima(masukan.files);
        masukan.value = "";
    });
    form.addEventListener("submit", (e) => {
        e.preventDefault();
        masukan.click();
    });

    /* ---------- dropping: anywhere on the page counts, so that a near miss does not open the file ---------- */

    const membawaBerkas = (e) => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
    document.addEventListener("dragover", (e) => {
        if (!membawaBerkas(e)) return;
        e.preventDefault();
        form.classList.add("di-atas");
    });
    document.addEventListener("dragleave", (e) => {
        if (!e.relatedTarget) form.classList.remove("di-atas");
    });
    document.addEventListener("drop", (e) => {
        form.classList.remove("di-atas");
        if (!membawaBerkas(e)) return;
        e.preventDefault();
        terima(e.dataTransfer.files);
    });
    window.addEventListener("beforeunload", (e) => {
        if (jalan) e.preventDefault();
    });
    form.dataset.siap = "";
});
