/* <form data-tanda>: signs the chosen papers one after the other, each in a request of its own. The passphrase is read from its
   field once, is held in this run alone, and the field is emptied; nothing stores it. A wrong one ends the run, because every
   further try would count against the person. Without this script the form is posted as a whole. */
"use strict";

document.querySelectorAll("form[data-tanda]").forEach((form) => {
    const sandi = form.querySelector("[name=frasa]");
    const tombol = form.querySelector("button[type=submit]:not([form])"); // those of returning belong to other forms
    if (!sandi || !tombol) return;
    const kabar = form.querySelector(".tanda-kabar");
    const kemajuan = form.querySelector(".tanda-kemajuan progress");
    const terpilih = () => [...form.querySelectorAll("[name=pilih]:checked:not(:disabled)")];

    function hitung() {
        const n = terpilih().length;
        const habis = !form.querySelector("[name=pilih]:not(:disabled)");
        tombol.disabled = habis;
        tombol.textContent = n ? `Tandatangani ${n} perjanjian` : habis ? "Semua sudah ditandatangani" : "Pilih perjanjian dahulu";
    }

    function tandai(baris, hasil, pesan) {
        baris.classList.remove("beres", "gagal", "jalan");
        if (hasil) baris.classList.add(hasil);
        baris.querySelector(".menunggu-kabar").textContent = pesan;
    }

    async function satu(baris, pk, frasa) {
        const isi = new FormData();
        isi.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
        isi.set("frasa", frasa);
        isi.set(`sidik-${pk}`, form.querySelector(`[name="sidik-${pk}"]`).value);
        try {
            const jawaban = await fetch(baris.dataset.alamat, { method: "POST", body: isi, redirect: "error" });
            if (![200, 409, 422].includes(jawaban.status)) return { hasil: "gagal", pesan: "Server menolak. Muat ulang halaman, lalu periksa statusnya." };
            return await jawaban.json();
        } catch {
            return { hasil: "gagal", pesan: "Sambungan terputus. Muat ulang halaman untuk melihat apakah sudah ditandatangani." };
        }
    }

    form.addEventListener("change", hitung);
    hitung();

    form.addEventListener("submit", async (e) => {
        e.preventDefault();
        if (form.getAttribute("aria-busy") === "true") return;
        const daftar = terpilih();
        const frasa = sandi.value;
        if (!daftar.length || !frasa) {
            kabar.textContent = daftar.length ? "Ketik frasa sandi tanda tangan Anda." : "Pilih paling sedikit satu perjanjian.";
            (daftar.length ? sandi : form.querySelector("[name=pilih]")).focus();
            return;
        }
        sandi.value = "";
        form.setAttribute("aria-busy", "true");
        tombol.setAttribute("aria-disabled", "true");
        kemajuan.parentElement.hidden = false;
        kemajuan.max = daftar.length;
        kemajuan.value = 0;
        let beres = 0;
        let berhenti = "";
        for (const [n, kotak] of daftar.entries()) {
            const baris = kotak.closest(".menunggu");
            kabar.textContent = `Menandatangani ${n + 1} dari ${daftar.length} …`;
            tandai(baris, "jalan", "Menandatangani …");
            const { hasil, pesan } = await satu(baris, kotak.value, frasa);
            if (hasil === "frasa") {
                tandai(baris, "", "");
                berhenti = pesan;
                break;
            }
            tandai(baris, hasil, pesan);
            if (hasil === "beres") {
                beres += 1;
                kotak.checked = false;
                kotak.disabled = true;
            }
            kemajuan.value = n + 1;
        }
        form.removeAttribute("aria-busy");
        tombol.removeAttribute("aria-disabled");
        kabar.textContent = `${berhenti ? `${berhenti} ` : ""}${beres} dari ${daftar.length} perjanjian ditandatangani.`;
        hitung();
        if (berhenti) sandi.focus();
    });
});
