/* The drawn pohon kinerja: zoom, pan, keys of a tree, folding without a new page, search, and a panel with the data.
   The server draws; folding is a plain link whose page is fetched and whose drawing is put in place of this one. */
"use strict";

const pohon = document.querySelector("[data-pohon]");

if (pohon) {
    const kanvas = pohon.querySelector(".pohon-kanvas");
    const rincian = pohon.querySelector(".pohon-rincian");
    const kolom = pohon.querySelector("#pohon-cari");
    const TERKECIL = 0.25, TERBESAR = 2.5, TERBACA = 0.8, LANGKAH = 1.2;
    const SEMPIT = 600; // px of drawing below which boxes stand in one column
    let zum = 1;
    let temuan = [];
    let kini = -1;
    let menelusuri = false; // from the search with Enter: Enter leads on until another key is pressed

    const svg = () => kanvas.querySelector("svg");
    const simpul = () => [...kanvas.querySelectorAll("[role=treeitem]")];
    const terpilih = () => kanvas.querySelector("[role=treeitem][tabindex='0']");

    /* ---------- zoom and place ---------- */

    /* The point of the screen (x, y) keeps the part of the drawing that is under it. */
    function perbesar(ke, x, y) {
        const bidang = kanvas.getBoundingClientRect();
        const px = (x ?? bidang.left + bidang.width / 2) - bidang.left;
        const py = (y ?? bidang.top + bidang.height / 2) - bidang.top;
        const semula = zum;
        zum = Math.min(TERBESAR, Math.max(TERKECIL, ke));
        svg().setAttribute("width", svg().dataset.lebar * zum);
        svg().setAttribute("height", svg().dataset.tinggi * zum);
        kanvas.scrollLeft = (kanvas.scrollLeft + px) * zum / semula - px;
        kanvas.scrollTop = (kanvas.scrollTop + py) * zum / semula - py;
        pohon.querySelector("[data-persen]").textContent = `${Math.round(zum * 100)}%`;
    }

    function pasLebar(terkecil = TERKECIL) {
        perbesar(Math.max(terkecil, Math.min(1, kanvas.clientWidth / svg().dataset.lebar)));
        kanvas.scrollLeft = (kanvas.scrollWidth - kanvas.clientWidth) / 2;
    }

    const ZUM = { "+": () => perbesar(zum * LANGKAH), "-": () => perbesar(zum / LANGKAH), 0: () => pasLebar() };
    ZUM["="] = ZUM["+"];

    /* Into the middle, or only as far as needed to be seen. */
    function tampakkan(kotak, tengah = false) {
        const k = kotak.getBoundingClientRect(), b = kanvas.getBoundingClientRect();
        const tampak = k.left >= b.left && k.right <= b.right && k.top >= b.top && k.bottom <= b.bottom;
        if (tampak && !tengah) return;
        kanvas.scrollLeft += k.left + k.width / 2 - b.left - b.width / 2;
        kanvas.scrollTop += k.top + k.height / 2 - b.top - b.height / 2;
    }

    function pilih(kotak, fokus = true) {
        if (!kotak) return;
        simpul().forEach((s) => {
            s.setAttribute("tabindex", s === kotak ? "0" : "-1");
            s.setAttribute("aria-selected", s === kotak);
        });
        if (fokus) kotak.focus({ preventScroll: true });
        tampakkan(kotak);
    }

    /* ---------- folding: fetch the page behind the link, keep the box where it is ---------- */

    async function ganti(alamat, jangkar) {
        const pk = (jangkar || terpilih())?.id;
        const semula = jangkar && jangkar.getBoundingClientRect();
        kanvas.setAttribute("aria-busy", "true");
        try {
            const jawaban = await fetch(alamat, { headers: { "X-Requested-With": "fetch" } });
            const halaman = new DOMParser().parseFromString(await jawaban.text(), "text/html");
            const baru = halaman.querySelector("[data-pohon] .pohon-svg");
            if (!jawaban.ok || jawaban.redirected || !baru) throw new Error(String(jawaban.status));
            const fokus = kanvas.contains(document.activeElement) && document.activeElement !== kanvas;
            svg().replaceWith(document.adoptNode(baru));
            const tombol = pohon.querySelector("[data-pohon-ganti]");
            tombol.replaceChildren(...halaman.querySelector("[data-pohon-ganti]").childNodes);
            history.replaceState(history.state, "", alamat);
            const kotak = document.getElementById(pk) || simpul()[0];
            if (jangkar) perbesar(zum);
            else pasLebar(TERBACA);
            pilih(kotak, fokus);
            if (semula) {
                const akhir = kotak.getBoundingClientRect();
                kanvas.scrollLeft += akhir.left - semula.left;
                kanvas.scrollTop += akhir.top - semula.top;
            }
        } catch {
            location.assign(alamat);
        } finally {
            kanvas.removeAttribute("aria-busy");
        }
    }

    const lipat = (kotak) => ganti(kotak.querySelector(".lipat").getAttribute("href"), kotak);

    /* ---------- the panel: what the table says of this condition ---------- */

    function butir(judul, isi) {
        const dt = document.createElement("dt"), dd = document.createElement("dd");
        dt.textContent = judul;
        dd.append(...isi);
        return [dt, dd];
    }

    function sunting(tautan) {
        if (!tautan) return [];
        const tombol = document.createElement("a");
        tombol.className = "btn btn-secondary btn-sm";
        tombol.href = `${tautan.href}?dari=gambar`;
        tombol.textContent = "Sunting kondisi";
        return [tombol, " "];
    }

    function bukaRincian(kotak) {
        const baris = document.getElementById(kotak.id.replace("simpul", "baris-kondisi"));
        if (!baris) return;
        const judul = document.createElement("h2"), daftar = document.createElement("dl"), tutup = document.createElement("button");
        judul.textContent = baris.cells[0].textContent.trim().replace(/\s+/g, " ");
        for (const sel of baris.querySelectorAll("[data-judul]")) {
            daftar.append(...butir(sel.dataset.judul, sel.cloneNode(true).childNodes));
        }
        tutup.className = "btn btn-secondary btn-sm";
        tutup.type = "button";
        tutup.textContent = "Tutup rincian";
        rincian.replaceChildren(judul, daftar, ...sunting(baris.cells[0].querySelector("a")), tutup);
        rincian.hidden = false;
        tutup.addEventListener("click", tutupRincian);
        (rincian.querySelector("a") || tutup).focus({ preventScroll: true });
        tampakkan(kotak);
    }

    function tutupRincian() {
        rincian.hidden = true;
        pilih(terpilih());
    }

    rincian.addEventListener("keydown", (e) => {
        if (e.key === "Escape") tutupRincian();
    });

    /* ---------- keys ---------- */

    const dilipat = (kotak) => kotak.getAttribute("aria-expanded");

    const TOMBOL = {
        ArrowDown: (k, semua) => pilih(semua[semua.indexOf(k) + 1]),
        ArrowUp: (k, semua) => pilih(semua[semua.indexOf(k) - 1]),
        Home: (k, semua) => pilih(semua[0]),
        End: (k, semua) => pilih(semua[semua.length - 1]),
        ArrowRight: (k, semua) => {
            if (dilipat(k) === "false") lipat(k);
            else if (dilipat(k)) pilih(semua[semua.indexOf(k) + 1]);
        },
        ArrowLeft: (k) => {
            if (dilipat(k) === "true") lipat(k);
            else pilih(document.getElementById(`simpul-${k.dataset.induk}`));
        },
        Enter: (k) => bukaRincian(k),
        " ": (k) => bukaRincian(k),
    };

    kanvas.addEventListener("keydown", (e) => {
        if (e.ctrlKey || e.altKey || e.metaKey) return;
        const kotak = e.target.closest("[role=treeitem]");
        const tindakan = ZUM[e.key] || (kotak && TOMBOL[e.key]);
        if (e.key === "Shift") return;
        if (e.key === "Enter" && menelusuri && temuan.length > 1) {
            loncat(e.shiftKey ? -1 : 1);
            e.preventDefault();
            return;
        }
        menelusuri = false;
        if (tindakan) tindakan(kotak, simpul());
        else if (e.key.toLowerCase() === "n" && temuan.length) loncat(e.key === "N" ? -1 : 1);
        else return;
        e.preventDefault();
    });

    /* ---------- mouse and fingers ---------- */

    let seret = null;
    let terseret = false;

    kanvas.addEventListener("pointerdown", (e) => {
        menelusuri = false;
        if (e.pointerType !== "mouse" || e.button || e.target.closest(".lipat")) return;
        seret = { x: e.clientX, y: e.clientY, kiri: kanvas.scrollLeft, atas: kanvas.scrollTop };
        terseret = false;
    });
    window.addEventListener("pointermove", (e) => {
        if (!seret) return;
        const dx = e.clientX - seret.x, dy = e.clientY - seret.y;
        if (!terseret && Math.hypot(dx, dy) < 5) return;
        terseret = true;
        kanvas.classList.add("diseret");
        kanvas.scrollLeft = seret.kiri - dx;
        kanvas.scrollTop = seret.atas - dy;
    });
    window.addEventListener("pointerup", () => {
        seret = null;
        kanvas.classList.remove("diseret");
    });

    pohon.addEventListener("click", (e) => {
        const tautan = e.target.closest("a[href^='?']"), kotak = e.target.closest("[role=treeitem]");
        const tombol = e.target.closest("[data-zum], [data-temuan]");
        if (tautan && !(e.ctrlKey || e.metaKey || e.shiftKey)) {
            e.preventDefault();
            ganti(tautan.getAttribute("href"), kotak);
        } else if (kotak && !tautan && !terseret) {
            pilih(kotak);
            bukaRincian(kotak);
        } else if (tombol) {
            if (tombol.dataset.zum) ZUM[tombol.dataset.zum]();
            else loncat(Number(tombol.dataset.temuan));
        }
    });

    kanvas.addEventListener("wheel", (e) => {
        if (!e.ctrlKey) return;
        e.preventDefault();
        perbesar(zum * Math.exp(-e.deltaY / 300), e.clientX, e.clientY);
    }, { passive: false });

    let cubit = null;
    const renggang = (t) => Math.hypot(t[0].clientX - t[1].clientX, t[0].clientY - t[1].clientY);
    kanvas.addEventListener("touchmove", (e) => {
        if (e.touches.length !== 2) return;
        e.preventDefault();
        const t = e.touches;
        cubit ??= { jarak: renggang(t), zum };
        perbesar(cubit.zum * renggang(t) / cubit.jarak, (t[0].clientX + t[1].clientX) / 2, (t[0].clientY + t[1].clientY) / 2);
    }, { passive: false });
    kanvas.addEventListener("touchend", () => {
        cubit = null;
    });

    /* ---------- search ---------- */

    function tandai() {
        const kata = kolom.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
        const cocok = (s) => kata.length && kata.every((k) => s.getAttribute("aria-label").toLowerCase().includes(k));
        temuan = simpul().filter(cocok);
        simpul().forEach((s) => s.classList.toggle("cocok", temuan.includes(s)));
        kini = -1;
        pohon.querySelectorAll("[data-temuan]").forEach((t) => { t.hidden = !temuan.length; });
        if (temuan.length) loncat(1, false);
        else kabarkan(kata.length ? "Tidak ditemukan" : "");
    }

    function kabarkan(teks) {
        pohon.querySelector("#pohon-temuan").textContent = teks;
    }

    function loncat(arah, fokus = document.activeElement !== kolom) {
        if (!temuan.length) return;
        kini = (kini + arah + temuan.length) % temuan.length;
        simpul().forEach((s) => s.classList.toggle("cocok-kini", s === temuan[kini]));
        pilih(temuan[kini], fokus && kanvas.contains(document.activeElement));
        tampakkan(temuan[kini], true);
        kabarkan(`${kini + 1} dari ${temuan.length}`);
    }

    /* What is folded away is searched too: the first letter opens everything. */
    async function cari() {
        const buka = pohon.querySelector("[data-pohon-ganti] a[data-buka]");
        if (buka && kolom.value.trim()) await ganti(buka.getAttribute("href"));
        tandai();
    }

    kolom.addEventListener("input", cari);
    kolom.addEventListener("keydown", (e) => {
        if (!["Enter", "Escape"].includes(e.key) || !temuan.length) return;
        e.preventDefault();
        menelusuri = e.key === "Enter";
        pilih(temuan[kini]);
        tampakkan(temuan[kini], true);
    });

    /* "/" leads to the search from wherever nothing is being typed. */
    document.addEventListener("keydown", (e) => {
        if (e.key !== "/" || e.ctrlKey || e.altKey || e.metaKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
        e.preventDefault();
        kolom.focus();
        kolom.select();
    });

    /* ---------- begin ---------- */

    /* After an edit: to the box that it began from, or to the row of the list. At once: a page that glides there
       arrives elsewhere, because the drawing above the list is still being laid out. */
    function kembali(kunci) {
        const tujuan = document.getElementById(kunci);
        if (!tujuan) return;
        const kotak = tujuan.matches("[role=treeitem]");
        (kotak ? pohon : tujuan).scrollIntoView({ block: kotak ? "start" : "center", behavior: "instant" });
        if (!kotak) return;
        pilih(tujuan);
        tampakkan(tujuan, true);
    }

    async function mulai() {
        const fokus = /^(simpul|kondisi)-\d+$/.exec(new URLSearchParams(location.search).get("fokus") || "");
        if (sempit && satuKolom) await ganti(satuKolom.getAttribute("href"));
        else pasLebar(TERBACA);
        if (kolom.value) tandai(); /* typed while the drawing was being replaced */
        pohon.dataset.siap = "";
        if (!fokus) return;
        if (document.readyState !== "complete") await new Promise((lanjut) => { window.addEventListener("load", lanjut, { once: true }); });
        kembali(fokus[0]);
    }

    const sempit = kanvas.clientWidth < SEMPIT && !new URLSearchParams(location.search).has("susunan");
    const satuKolom = pohon.querySelector("[data-susunan=menurun]");
    mulai();
}
