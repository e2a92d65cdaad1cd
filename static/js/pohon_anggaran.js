/* Tree-tables of the budget: folding, keys, search with its ancestors, and what was open is open again.
   The server sends every row; rows are shown and hidden as wholes, so that 2,000 of them answer at once. */
"use strict";

(() => {
    const TUNDA_SIMPAN = 250; // ms after the last change
    const SEKALI = 120; // rows that come into sight at once; more follow frame by frame, and no key waits for them
    const TERANG_MAKS = 2000; // words painted; a single letter stands in every row
    const TUJU = /^#pos-\d+$/;

    class PohonTabel {
        constructor(tabel) {
            this.tabel = tabel;
            this.baris = [...tabel.tBodies[0].querySelectorAll("tr[data-t]")];
            this.kunci = `sakip:pohon:${tabel.dataset.pohon}`;
            this.baca();
            if (!this.baris.length) return;
            this.pasangTombol();
            this.buka = this.pulihkan();
            this.cari = null; // {lulus, dibuka, ditutup} while something is searched
            this.gambar(true);
            tabel.classList.add("siap");
            this.pasangAlat(tabel.closest("section") || document);
            tabel.addEventListener("click", (e) => this.klik(e));
            tabel.addEventListener("keydown", (e) => this.tombol(e));
        }

        /* What each row is: its depth, its parent (by number), its code and its words. */
        baca() {
            const jalur = [];
            this.tingkat = this.baris.map((tr) => +tr.dataset.t);
            this.induk = this.tingkat.map((t, i) => {
                jalur[t] = i;
                return t ? jalur[t - 1] ?? -1 : -1;
            });
            this.beranak = new Set(this.induk);
            this.beranak.delete(-1);
            this.sel = this.baris.map((tr) => tr.cells[0]);
            this.kode = this.sel.map((th) => th.querySelector("b")?.textContent ?? "");
            this.kata = this.sel.map((th) => th.textContent.toLowerCase());
        }

        pasangTombol() {
            const contoh = document.createElement("button");
            contoh.type = "button";
            contoh.className = "lipatan";
            this.lipatan = new Map();
            for (const i of this.beranak) {
                const tombol = contoh.cloneNode();
                tombol.setAttribute("aria-label", `Isi ${this.kode[i]}`);
                this.sel[i].prepend(tombol);
                this.lipatan.set(i, tombol);
            }
            this.nomor = new Map(this.baris.map((tr, i) => [tr, i]));
        }

        /* ---------- what is open ---------- */

        pulihkan() {
            try {
                const simpanan = JSON.parse(sessionStorage.getItem(this.kunci));
                if (Array.isArray(simpanan)) {
                    const kode = new Set(simpanan);
                    return new Set([...this.beranak].filter((i) => kode.has(this.kode[i])));
                }
            } catch { /* nothing kept, or kept by nobody we know */ }
            return this.sampai(+this.tabel.dataset.awal);
        }

        simpan() {
            clearTimeout(this.jam);
            this.jam = setTimeout(() => {
                try {
                    sessionStorage.setItem(this.kunci, JSON.stringify([...this.buka].map((i) => this.kode[i])));
                } catch { /* no room: the tree works all the same */ }
            }, TUNDA_SIMPAN);
        }

        /* The nodes that are open when the tree stands open down to a depth. */
        sampai(t) {
            return new Set([...this.beranak].filter((i) => this.tingkat[i] < t));
        }

        bukaan(i) {
            if (!this.cari) return this.buka.has(i);
            return this.cari.dibuka.has(i) || (!this.cari.ditutup.has(i) && this.cari.atas.has(i));
        }

        /* One pass over the rows, parents first; only what changes is touched. */
        gambar(segera = false) {
            const tampak = [];
            const muncul = [];
            for (let i = 0; i < this.baris.length; i++) {
                const induk = this.induk[i];
                const terbuka = induk < 0 || (tampak[induk] && this.bukaan(induk));
                tampak[i] = terbuka && (!this.cari || this.cari.lulus[i] || (induk >= 0 && this.cari.dibuka.has(induk)));
                if (this.baris[i].hidden !== tampak[i]) continue;
                if (tampak[i]) muncul.push(this.baris[i]);
                else this.baris[i].hidden = true;
            }
            this.tampak = tampak;
            this.munculkan(muncul, segera ? muncul.length : SEKALI);
            for (const [i, tombol] of this.lipatan) {
                const buka = String(this.bukaan(i));
                if (tombol.ariaExpanded !== buka) tombol.setAttribute("aria-expanded", buka);
            }
            this.tandaiTingkat();
        }

        munculkan(baris, banyak) {
            cancelAnimationFrame(this.giliran);
            baris.splice(0, banyak).forEach((tr) => { tr.hidden = false; });
            if (baris.length) this.giliran = requestAnimationFrame(() => this.munculkan(baris, SEKALI));
        }

        /* The level at which the whole tree stands open; none when somebody opened single nodes. */
        rata() {
            for (const pilihan of this.pilih?.options ?? []) {
                if (pilihan.value === "") continue;
                const t = +pilihan.value;
                let cocok = true;
                for (const i of this.beranak) if (this.buka.has(i) !== this.tingkat[i] < t) { cocok = false; break; }
                if (cocok) return pilihan.value;
            }
            return "";
        }

        tandaiTingkat() {
            if (this.pilih) this.pilih.value = this.rata();
        }

        ubah(buka) {
            this.buka = buka;
            this.gambar();
            this.simpan();
        }

        balik(i, mau = !this.bukaan(i)) {
            if (!this.cari) {
                this.buka[mau ? "add" : "delete"](i);
                this.simpan();
            } else {
                this.cari.dibuka[mau ? "add" : "delete"](i);
                this.cari.ditutup[mau ? "delete" : "add"](i);
            }
            this.gambar();
        }

        /* A row that is linked to: everything above it opens, and it is shown. */
        tuju(tr) {
            const i = this.nomor.get(tr);
            if (i === undefined) return false;
            if (this.cari) this.kosongkan();
            for (let n = this.induk[i]; n >= 0; n = this.induk[n]) this.buka.add(n);
            this.gambar(true);
            this.simpan();
            this.tabel.querySelector(".tertuju")?.classList.remove("tertuju");
            tr.classList.add("tertuju");
            tr.scrollIntoView({ block: "center", behavior: "instant" });
            this.sel[i].tabIndex = -1;
            this.sel[i].focus({ preventScroll: true });
            return true;
        }

        /* ---------- keys: as in a tree, on the triangles ---------- */

        klik(e) {
            const tombol = e.target.closest("button.lipatan");
            if (tombol) this.balik(this.nomor.get(tombol.closest("tr")));
        }

        tombol(e) {
            const tombol = e.target.closest("button.lipatan");
            if (!tombol || e.altKey || e.ctrlKey || e.metaKey) return;
            const i = this.nomor.get(tombol.closest("tr"));
            const gerak = {
                ArrowRight: () => (this.bukaan(i) ? this.pindah(i, 1) : this.balik(i, true)),
                ArrowLeft: () => (this.bukaan(i) ? this.balik(i, false) : this.fokus(this.induk[i])),
                ArrowDown: () => this.pindah(i, 1),
                ArrowUp: () => this.pindah(i, -1),
                Home: () => this.pindah(-1, 1),
                End: () => this.pindah(this.baris.length, -1),
            }[e.key];
            if (!gerak) return;
            e.preventDefault();
            gerak();
        }

        /* The next row in sight that has a triangle. */
        pindah(i, arah) {
            for (let n = i + arah; n >= 0 && n < this.baris.length; n += arah) {
                if (this.tampak[n] && this.lipatan.has(n)) return this.fokus(n);
            }
        }

        fokus(i) {
            this.lipatan.get(i)?.focus();
        }

        /* ---------- search ---------- */

        pasangAlat(bagian) {
            this.pilih = bagian.querySelector("[data-sampai]");
            this.pilih?.addEventListener("change", () => this.ubah(this.sampai(+this.pilih.value)));
            bagian.querySelectorAll("[data-semua]").forEach((t) => {
                t.addEventListener("click", () => this.ubah(t.dataset.semua === "buka" ? new Set(this.beranak) : new Set()));
            });
            this.tandaiTingkat();
            const form = bagian.querySelector("form.pohon-cari");
            if (!form || "tersaring" in form.dataset) return; // the server searched: its rows are all there are
            this.kolom = form.querySelector("[type=search]");
            this.kabar = form.querySelector("[data-jumlah]");
            form.addEventListener("submit", (e) => {
                e.preventDefault();
                const i = this.cari ? this.cari.kena.find((n) => this.tampak[n]) : undefined;
                if (i !== undefined) this.sel[i].scrollIntoView({ block: "center", behavior: "instant" });
            });
            this.kolom.addEventListener("input", () => this.saring(this.kolom.value));
            this.kolom.addEventListener("keydown", (e) => {
                if (e.key !== "Escape" || !this.kolom.value) return;
                e.preventDefault();
                this.kosongkan();
            });
            if (this.kolom.value) this.saring(this.kolom.value);
        }

        kosongkan() {
            this.kolom.value = "";
            this.saring("");
        }

        /* Rows that hold every word, and the rows above them. */
        saring(teks) {
            const kata = teks.toLowerCase().split(/\s+/).filter(Boolean);
            if (!kata.length) {
                this.cari = null;
                this.terangi([], []);
                this.kabar.textContent = "";
                this.tabel.classList.remove("dicari");
                return this.gambar();
            }
            const lulus = new Array(this.baris.length).fill(false);
            const kena = [];
            const atas = new Set();
            for (let i = 0; i < this.baris.length; i++) {
                if (!kata.every((k) => this.kata[i].includes(k))) continue;
                kena.push(i);
                lulus[i] = true;
                for (let n = this.induk[i]; n >= 0 && !atas.has(n); n = this.induk[n]) {
                    atas.add(n);
                    lulus[n] = true;
                }
            }
            this.cari = { lulus, kena, atas, dibuka: new Set(), ditutup: new Set() };
            this.tabel.classList.add("dicari");
            this.kabar.textContent = kena.length ? `${kena.length.toLocaleString("id-ID")} pos cocok` : "Tidak ada pos yang cocok";
            this.gambar();
            this.terangi(kena, kata);
        }

        /* The words themselves, painted without touching the rows (CSS Custom Highlight API). */
        terangi(kena, kata) {
            if (!window.Highlight || !CSS.highlights) return;
            const rentang = [];
            for (const i of kena) {
                if (rentang.length > TERANG_MAKS) break;
                const jalan = document.createTreeWalker(this.sel[i], NodeFilter.SHOW_TEXT);
                for (let simpul = jalan.nextNode(); simpul; simpul = jalan.nextNode()) {
                    const isi = simpul.data.toLowerCase();
                    for (const k of kata) {
                        for (let di = isi.indexOf(k); di >= 0; di = isi.indexOf(k, di + k.length)) {
                            rentang.push(new StaticRange({
                                startContainer: simpul, startOffset: di, endContainer: simpul, endOffset: di + k.length,
                            }));
                        }
                    }
                }
            }
            CSS.highlights.set("pos-kena", new Highlight(...rentang));
        }
    }

    const pohon = [];

    function pasang() {
        document.querySelectorAll("table[data-pohon]:not(.siap)").forEach((tabel) => pohon.push(new PohonTabel(tabel)));
    }

    function tujuHash(hash) {
        const tr = TUJU.test(hash) && document.querySelector(hash);
        return Boolean(tr) && pohon.some((p) => p.tuju(tr));
    }

    pasang();
    /* After the browser's own jump, which ends at a row that may not be in sight yet, and takes the focus away. */
    window.addEventListener("load", () => requestAnimationFrame(() => tujuHash(window.location.hash)));
    document.addEventListener("htmx:afterSettle", pasang);

    document.addEventListener("click", (e) => {
        const tautan = e.target.closest("a[href]");
        if (!tautan) return;
        const hash = tautan.getAttribute("href");
        if (hash.startsWith("#") && tujuHash(hash)) e.preventDefault();
        if ("unduhPohon" in tautan.dataset) sertakan(tautan);
    });

    /* The workbook holds what the page shows: what is searched, and the level down to which the tree is open. */
    function sertakan(tautan) {
        const p = pohon.find((x) => x.tabel.isConnected && x.baris.length);
        if (!p) return;
        const url = new URL(tautan.href);
        const cari = p.kolom ? p.kolom.value.trim() : url.searchParams.get("cari") || "";
        const tingkat = cari ? "" : p.rata();
        for (const [nama, nilai] of Object.entries({ cari, tingkat })) {
            if (nilai) url.searchParams.set(nama, nilai);
            else url.searchParams.delete(nama);
        }
        tautan.href = url.href;
    }
})();
