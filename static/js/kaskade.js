/* The outline of a Renstra: rows are dragged by their handle, with mouse, pen or finger, within a list or into another
   one of the same kind. Every drop is one request; what the server answers is what is shown. */
"use strict";

(() => {
    const AMBANG = 5; // pixels before a press becomes a drag
    const TEPI = 72; // pixels at the window's edge where it scrolls
    const SEBENTAR = 6000;
    const TAK_TERSAMBUNG = "Tidak tersambung, jadi belum dipindahkan. Urutan semula ditampilkan lagi.";
    let seret = null;
    let penghapus = 0;

    const bentuk = () => document.getElementById("kaskade");

    function kabarkan(teks, gagal = false) {
        const kabar = document.getElementById("kabar-kaskade");
        clearTimeout(penghapus);
        kabar.classList.toggle("gagal", gagal);
        kabar.textContent = teks;
        if (teks && !gagal) penghapus = setTimeout(() => { kabar.textContent = ""; }, SEBENTAR);
    }

    function kabarkanJawaban() {
        const { kabar, galat } = bentuk().dataset;
        if (galat) kabarkan(galat, true);
        else if (kabar) kabarkan(kabar);
    }

    /* ---------- where a row may go ---------- */

    /* Lists of one kind never lie in one another, so the nearest one in height is meant. */
    function daftarTerdekat(y) {
        let dekat = null;
        let jarakDekat = Infinity;
        for (const ul of seret.daftar) {
            const { top, bottom } = (ul.childElementCount ? ul : ul.parentElement).getBoundingClientRect();
            const jarak = Math.max(top - y, y - bottom, 0);
            if (jarak < jarakDekat) [dekat, jarakDekat] = [ul, jarak];
        }
        return dekat;
    }

    function tempat(y) {
        const ul = daftarTerdekat(y);
        const sebelum = [...ul.children].find((li) => {
            if (li === seret.li || li === seret.garis) return false;
            const { top, height } = li.getBoundingClientRect();
            return y < top + height / 2;
        });
        return { ul, sebelum: sebelum || null };
    }

    /* ---------- the drag ---------- */

    function mulai() {
        const { li, ul } = seret;
        const dulu = li.getBoundingClientRect().top;
        const jenis = ul.dataset.jenis;
        seret.daftar = [...bentuk().querySelectorAll(`ul[data-jenis="${jenis}"]`)].filter((d) => d === ul || !("bebas" in d.dataset));
        seret.daftar.forEach((d) => {
            d.classList.add("sejenis");
            d.hidden = false;
        });
        seret.garis = document.createElement("li");
        seret.garis.className = "tempat-jatuh";
        li.classList.add("diangkat");
        bentuk().classList.add("menyeret");
        seret.jalan = true;
        window.scrollBy(0, li.getBoundingClientRect().top - dulu); // what folds away must not move the row from under the hand
        seret.bayang = bayangan(li);
        gulir();
    }

    function bayangan(li) {
        const b = document.createElement("div");
        b.className = "bayang-seret";
        b.textContent = li.querySelector(".simpul-kata > a").textContent;
        document.body.append(b);
        return b;
    }

    function gerak() {
        const { x, y, bayang } = seret;
        const kiri = Math.min(x + 14, window.innerWidth - bayang.offsetWidth - 8);
        const atas = Math.min(y + 10, window.innerHeight - bayang.offsetHeight - 8);
        bayang.style.transform = `translate(${kiri}px, ${atas}px)`;
        const { ul, sebelum } = tempat(y);
        ul.insertBefore(seret.garis, sebelum);
        seret.ke = { ul, sebelum };
    }

    function gulir() {
        if (!seret || !seret.jalan) return;
        const atas = TEPI + 56 - seret.y;
        const bawah = seret.y - (window.innerHeight - TEPI);
        if (atas > 0 || bawah > 0) {
            window.scrollBy(0, atas > 0 ? -Math.min(18, atas / 4) : Math.min(18, bawah / 4));
            gerak();
        }
        requestAnimationFrame(gulir);
    }

    function rapikan() {
        seret.garis.remove();
        seret.bayang.remove();
        seret.li.classList.remove("diangkat");
        bentuk().classList.remove("menyeret");
        seret.daftar.forEach((d) => {
            d.classList.remove("sejenis");
            d.hidden = !d.childElementCount;
        });
    }

    function selesai(jatuh) {
        if (!seret) return;
        const s = seret;
        if (s.jalan) {
            const dulu = s.li.getBoundingClientRect().top;
            rapikan();
            window.scrollBy(0, s.li.getBoundingClientRect().top - dulu);
        }
        seret = null;
        if (jatuh && s.jalan && s.ke) pindahkan(s.li, s.ke);
    }

    document.addEventListener("pointerdown", (e) => {
        const gagang = e.target.closest("[data-gagang]");
        if (!gagang || e.button !== 0 || !bentuk() || bentuk().getAttribute("aria-busy")) return;
        const li = gagang.closest("li");
        e.preventDefault();
        gagang.setPointerCapture(e.pointerId);
        seret = { li, ul: li.parentElement, x: e.clientX, y: e.clientY, awal: [e.clientX, e.clientY], jalan: false, ke: null };
    });
    document.addEventListener("pointermove", (e) => {
        if (!seret) return;
        Object.assign(seret, { x: e.clientX, y: e.clientY });
        if (!seret.jalan && Math.hypot(seret.x - seret.awal[0], seret.y - seret.awal[1]) >= AMBANG) mulai();
        if (seret.jalan) gerak();
    });
    document.addEventListener("pointerup", () => selesai(true));
    document.addEventListener("pointercancel", () => selesai(false));
    document.addEventListener("keydown", (e) => {
        if (e.key === "Escape" && seret) selesai(false);
    });

    /* ---------- the request: the row stands at its new place at once, and goes back when it was refused ---------- */

    async function pindahkan(li, { ul, sebelum }) {
        const dari = { ul: li.parentElement, sebelum: li.nextElementSibling };
        if (dari.ul === ul && (dari.sebelum === sebelum || sebelum === li)) return;
        const isi = new URLSearchParams({ induk: ul.dataset.induk, sebelum: sebelum ? sebelum.dataset.butir : "", versi: li.dataset.versi });
        ul.insertBefore(li, sebelum);
        dari.ul.hidden = !dari.ul.childElementCount;
        ul.hidden = false;
        bentuk().setAttribute("aria-busy", "true");
        const { html, pesan } = await minta(li.dataset.pindah, isi);
        if (html) {
            window.htmx.swap(bentuk(), html, { swapStyle: "outerHTML" }, { select: "#kaskade" });
            kabarkanJawaban();
            return;
        }
        dari.ul.insertBefore(li, dari.sebelum);
        dari.ul.hidden = false;
        ul.hidden = !ul.childElementCount;
        bentuk().removeAttribute("aria-busy");
        kabarkan(pesan, true);
    }

    /* The outline as it is now, or why there is none. */
    async function minta(alamat, isi) {
        const token = window.tokenCsrf() || bentuk().querySelector("[name=csrfmiddlewaretoken]").value;
        try {
            const jawaban = await fetch(alamat, { method: "POST", body: isi, headers: { "X-CSRFToken": token } });
            const html = await jawaban.text();
            const halaman = new DOMParser().parseFromString(html, "text/html");
            if (halaman.getElementById("kaskade")) return { html };
            const pesan = halaman.querySelector(".isi .pesan");
            return { pesan: `Belum dipindahkan. ${pesan ? pesan.textContent.trim() : "Muat ulang halaman untuk melihat keadaannya."}` };
        } catch {
            return { pesan: TAK_TERSAMBUNG };
        }
    }

    /* The arrows go through htmx. A page that says why the plan is closed must not take the outline's place. */
    document.addEventListener("htmx:beforeSwap", (e) => {
        if (e.detail.target !== bentuk() || e.detail.serverResponse.includes('id="kaskade"')) return;
        e.detail.shouldSwap = false;
        kabarkan("Belum dipindahkan: Renstra ini tidak dapat diubah lagi. Muat ulang halaman untuk melihat keadaannya.", true);
    });
    document.addEventListener("htmx:afterSettle", () => {
        if (bentuk()) kabarkanJawaban();
    });
})();
