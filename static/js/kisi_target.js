/* The grid of Renstra targets: <table data-kisi data-blok="address">. A cell is saved when it is left, a pasted block in
   one request; what is not saved yet is kept in this browser; saved changes are taken back step by step. Keys and pasting
   are kisi.js's. Numbers are read and judged by the server only. */
"use strict";

(() => {
    const tabel = document.querySelector("table[data-blok]");
    const bilah = document.getElementById("kisi");
    if (!tabel || !bilah) return;
    const kabar = bilah.querySelector("[data-keadaan]");
    const tombol = { mundur: bilah.querySelector("[data-urungkan]"), maju: bilah.querySelector("[data-ulang]") };
    const pulih = document.querySelector("[data-pulih]");
    const SIMPANAN = `kisi-target:${tabel.dataset.blok}`;
    const LANGKAH = 100;
    const SEBENTAR = 2500;
    const TAK_TERSAMBUNG = "Tidak tersambung. Isian Anda disimpan di peramban ini dan dikirim lagi begitu tersambung.";

    /* name of the input → { el, pk, tahun, semula, versi, versiKu, galat }: `semula` and `versi` are what it rests on,
       `versiKu` is the version that this browser wrote last. */
    const sel = new Map();
    const baris = new Map();
    const antrean = []; // each entry: the cells of one act, { sel: Set, langkah: "" | "mundur" | "maju", isi }
    const tumpukan = { mundur: [], maju: [] };
    let mengirim = false;

    tabel.querySelectorAll("tr[data-baris]").forEach((tr) => {
        const asal = tr.querySelector("input[type=hidden]");
        const rincian = new Map(asal.value.split("|").map((b) => [b.split("=")[0], b.split("=").slice(1)]));
        const milik = [...tr.querySelectorAll("td > input")].map((el) => {
            const tahun = el.name.split("_").pop();
            const [versi, ...teks] = rincian.get(tahun) || ["0"];
            const s = { el, pk: tr.dataset.baris, tahun, versi: Number(versi), semula: teks.join("="), versiKu: null, galat: null };
            if (el.getAttribute("aria-invalid")) s.galat = { pesan: document.getElementById(`galat-${s.pk}-${s.tahun}`).textContent };
            sel.set(el.name, s);
            return s;
        });
        baris.set(tr.dataset.baris, { tr, asal, sel: milik });
    });

    /* Where the followed plan's target stands below the cell of an inherited indikator. */
    const induk = (s) => document.getElementById(`induk-${s.pk}-${s.tahun}`);
    const sebut = (s) => s.el.getAttribute("aria-label");
    const kotor = (s) => s.el.value.trim() !== s.semula;
    const dipakai = () => [...sel.values()].filter(kotor);
    /* Where somebody else was faster, the person chooses cell by cell. */
    const tanpaBentrok = () => dipakai().filter((s) => !(s.galat && s.galat.pilihan));

    /* ---------- what is typed and not saved yet ---------- */

    let dijadwalkan = false;

    function ingat() {
        if (dijadwalkan) return;
        dijadwalkan = true;
        setTimeout(() => {
            dijadwalkan = false;
            const draf = dipakai().map((s) => [s.el.name, s.el.value, s.versi, s.semula]);
            const ku = [...sel.values()].filter((s) => s.versiKu !== null).map((s) => [s.el.name, s.versiKu]);
            try {
                sessionStorage.setItem(SIMPANAN, JSON.stringify({ draf, ku, tumpukan }));
            } catch { /* the store is full or forbidden: the grid works without it */ }
        });
    }

    function pulihkan() {
        let isi = null;
        try {
            isi = JSON.parse(sessionStorage.getItem(SIMPANAN));
        } catch { /* nothing that can be read */ }
        if (!isi) return;
        (isi.ku || []).forEach(([nama, versi]) => { if (sel.has(nama)) sel.get(nama).versiKu = versi; });
        ["mundur", "maju"].forEach((arah) => {
            const ada = ((isi.tumpukan || {})[arah] || []).map((l) => l.filter((u) => sel.has(u.nama))).filter((l) => l.length);
            tumpukan[arah].push(...ada);
        });
        const kembali = (isi.draf || []).filter(([nama, teks]) => sel.has(nama) && sel.get(nama).semula !== teks.trim() && !sel.get(nama).galat);
        kembali.forEach(([nama, teks, versi, semula]) => Object.assign(sel.get(nama), { versi, semula }).el.value = teks);
        if (!kembali.length) return;
        pulih.querySelector("[data-banyak]").textContent = kembali.length;
        pulih.hidden = false;
    }

    /* ---------- how a cell and the whole grid look ---------- */

    function pasangGalat(s, pesan, pilihan) {
        s.galat = pesan ? { pesan, pilihan } : null;
        s.el.classList.toggle("is-invalid", Boolean(pesan));
        const sebutan = [pesan && `galat-${s.pk}-${s.tahun}`, induk(s) && induk(s).id].filter(Boolean).join(" ");
        if (pesan) s.el.setAttribute("aria-invalid", "true");
        else s.el.removeAttribute("aria-invalid");
        if (sebutan) s.el.setAttribute("aria-describedby", sebutan);
        else s.el.removeAttribute("aria-describedby");
        gambarGalat(baris.get(s.pk));
    }

    /* The reasons stand in a row of their own below the row, wide enough for a sentence. */
    function gambarGalat(b) {
        const bawah = b.tr.nextElementSibling;
        const ada = bawah && bawah.classList.contains("galat-baris") ? bawah : null;
        const salah = b.sel.filter((s) => s.galat);
        if (!salah.length) {
            if (ada) ada.remove();
            return;
        }
        const tr = ada || b.tr.parentElement.insertRow(b.tr.sectionRowIndex + 1);
        const kotak = document.createElement("div");
        tr.className = "galat-baris";
        kotak.className = "lekat";
        salah.forEach((s) => kotak.append(kalimat(s)));
        const td = tr.cells[0] || tr.insertCell();
        td.colSpan = b.tr.cells.length;
        td.replaceChildren(kotak);
    }

    function kalimat(s) {
        const p = document.createElement("p");
        p.className = "galat-kisi";
        p.id = `galat-${s.pk}-${s.tahun}`;
        p.append(s.galat.pesan);
        (s.galat.pilihan || []).forEach(([kata, tindakan]) => {
            const b = document.createElement("button");
            b.type = "button";
            b.className = "btn btn-sm btn-secondary";
            b.textContent = kata;
            b.addEventListener("click", () => {
                s.el.focus();
                tindakan();
            });
            p.append(" ", b);
        });
        return p;
    }

    function beres(s) {
        s.el.classList.add("baru-tersimpan");
        setTimeout(() => s.el.classList.remove("baru-tersimpan"), SEBENTAR);
    }

    function tulisAsal(b) {
        b.asal.value = b.sel.map((s) => [s.tahun, s.versi, s.semula].join("=")).join("|");
    }

    function perbarui(kata) {
        const sisa = dipakai();
        sel.forEach((s) => s.el.classList.toggle("belum-tersimpan", !s.galat && kotor(s)));
        tombol.mundur.disabled = !tumpukan.mundur.length;
        tombol.maju.disabled = !tumpukan.maju.length;
        bilah.classList.toggle("ada-sisa", sisa.length > 0);
        const baku = mengirim ? "Menyimpan …" : sisa.length ? `${sisa.length} sel belum tersimpan.` : "Semua tersimpan.";
        kabar.textContent = kata || baku;
        ingat();
    }

    /* ---------- saving: one request at a time; acts that wait go together in the next one ---------- */

    function simpan(daftar, langkah = "", isi = null) {
        const perlu = daftar.filter(kotor);
        daftar.filter((s) => !kotor(s) && s.galat).forEach((s) => pasangGalat(s, ""));
        if (!perlu.length) return perbarui();
        antrean.push({ sel: perlu, langkah, isi });
        return kirim();
    }

    async function kirim() {
        if (mengirim || !antrean.length) return;
        mengirim = true;
        const kelompok = antrean.splice(0);
        const dikirim = new Map();
        kelompok.forEach((k) => k.sel.forEach((s) => dikirim.set(s, s.el.value.trim())));
        perbarui();
        const { hasil, pesan } = await minta(dikirim);
        mengirim = false;
        if (hasil) perbarui(terima(hasil, dikirim, kelompok));
        else gagal(kelompok, pesan);
        kirim();
    }

    async function minta(dikirim) {
        const isi = new URLSearchParams();
        dikirim.forEach((teks, s) => {
            const b = baris.get(s.pk);
            tulisAsal(b);
            isi.set(b.asal.name, b.asal.value);
            isi.set(s.el.name, teks);
        });
        const token = window.tokenCsrf() || bilah.querySelector("[name=csrfmiddlewaretoken]").value;
        try {
            const jawaban = await fetch(tabel.dataset.blok, { method: "POST", body: isi, headers: { "X-CSRFToken": token } });
            const jenis = jawaban.headers.get("Content-Type") || "";
            if (!jenis.includes("json")) {
                const masuk = jawaban.redirected ? "Sesi Anda berakhir. Masuk lagi di tab baru, lalu tekan Simpan semua." : "";
                return { pesan: masuk || "Server gagal memproses; isian di layar tetap ada. Tekan Simpan semua untuk mengulangi." };
            }
            const data = await jawaban.json();
            return jawaban.ok ? { hasil: data } : { pesan: data.pesan };
        } catch {
            return { pesan: TAK_TERSAMBUNG };
        }
    }

    /* Nothing of it was written. A step back that did not arrive is a step that was not made. */
    function gagal(kelompok, pesan) {
        kelompok.filter((k) => k.langkah).forEach((k) => {
            tumpukan[k.langkah].push(k.isi);
            k.sel.forEach((s) => { s.el.value = s.semula; });
        });
        perbarui(pesan);
    }

    /* What was taken back or done again is called so. */
    function kabarTersimpan(tertulis, kelompok) {
        const kata = kelompok.every((k) => k.langkah === "mundur") ? "diurungkan"
            : kelompok.every((k) => k.langkah === "maju") ? "diulangi" : "tersimpan";
        return tertulis.size === 1 ? `${sebut([...tertulis][0])} ${kata}.` : `${tertulis.size} sel ${kata}.`;
    }

    function terima(hasil, dikirim, kelompok) {
        const dulu = new Map([...dikirim.keys()].map((s) => [s, s.semula]));
        const tertulis = new Set();
        hasil.baris.forEach((r) => r.sel.forEach((k) => {
            const s = sel.get(`i${r.pk}-target_${k.tahun}`);
            if (k.induk && induk(s)) induk(s).innerHTML = k.induk;
            if (dikirim.has(s)) {
                if (selTerkirim(s, k, dikirim.get(s))) tertulis.add(s);
            } else if (!kotor(s) && k.versi !== s.versi) { // somebody else's: what is shown is what is stored
                Object.assign(s, { versi: k.versi, semula: k.teks }).el.value = k.teks;
            }
        }));
        hasil.baris.forEach((r) => tulisAsal(baris.get(String(r.pk))));
        kelompok.forEach((k) => {
            const berubah = k.sel.filter((s) => tertulis.has(s) && s.semula !== dulu.get(s));
            catat(k, berubah, k.sel.filter((s) => s.galat && !tertulis.has(s)), dulu);
        });
        const salah = [...dikirim.keys()].find((s) => s.galat);
        if (salah) return salah.galat.pesan;
        return kabarTersimpan(tertulis, kelompok);
    }

    /* One cell's answer; true when it was written. What was typed meanwhile stays. */
    function selTerkirim(s, k, teks) {
        if (k.pesan && !k.bentrok) {
            pasangGalat(s, k.pesan);
            return false;
        }
        Object.assign(s, { versi: k.versi, semula: k.teks });
        if (k.bentrok) {
            pasangGalat(s, k.pesan, [
                [`Pakai isian saya (${teks || "tanpa target"})`, () => simpan([s])],
                [`Pakai yang tersimpan (${k.teks || "tanpa target"})`, () => { s.el.value = s.semula; pasangGalat(s, ""); perbarui(); }],
            ]);
            return false;
        }
        s.versiKu = k.versi;
        if (s.el.value.trim() === teks) s.el.value = k.teks;
        pasangGalat(s, "");
        beres(s);
        return true;
    }

    /* ---------- taking back and doing again ---------- */

    /* `ditolak` are cells of the same act that the server did not take: their typed text goes back with the others. */
    function catat(k, berubah, ditolak, dulu) {
        const langkah = berubah.map((s) => ({ nama: s.el.name, dari: dulu.get(s), ke: s.semula }));
        if (!k.langkah) langkah.push(...ditolak.map((s) => ({ nama: s.el.name, ditolak: true })));
        if (!langkah.length) return;
        const tujuan = k.langkah === "mundur" ? "maju" : "mundur";
        tumpukan[tujuan].push(langkah);
        if (tumpukan[tujuan].length > LANGKAH) tumpukan[tujuan].shift();
        if (!k.langkah) tumpukan.maju.length = 0;
    }

    function bolehMundur(u) {
        const s = sel.get(u.nama);
        return u.ditolak ? Boolean(s.galat) : !kotor(s) && s.semula === u.ke && s.versi === s.versiKu;
    }

    /* A step is a save like any other. A cell that somebody wrote in since then, or that is being typed in, stays. */
    function langkahi(arah) {
        let langkah;
        do { // a refused text that was mended since then is no step any more
            langkah = tumpukan[arah].pop();
        } while (langkah && langkah.every((u) => u.ditolak && !bolehMundur(u)));
        if (!langkah) return perbarui();
        const boleh = langkah.filter(bolehMundur);
        const lewat = langkah.filter((u) => !u.ditolak && !bolehMundur(u)).length;
        const daftar = boleh.map((u) => sel.get(u.nama));
        boleh.forEach((u, n) => { daftar[n].el.value = u.ditolak ? daftar[n].semula : u.dari; });
        if (daftar.length) {
            daftar[0].el.focus();
            daftar[0].el.select();
        }
        simpan(daftar, arah, boleh.filter((u) => !u.ditolak));
        if (lewat) perbarui(`${lewat} sel sudah berubah sejak itu dan dibiarkan.`);
    }

    document.addEventListener("keydown", (e) => {
        if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
        const kunci = e.key.toLowerCase();
        const arah = kunci === "z" ? (e.shiftKey ? "maju" : "mundur") : kunci === "y" && !e.shiftKey ? "maju" : "";
        const s = sel.get(e.target.name);
        if (!arah || (!s && e.target.matches("input, textarea, select"))) return;
        if (s && kotor(s) && !s.galat) return; // the browser takes back what is being typed
        e.preventDefault();
        langkahi(arah);
    });
    tombol.mundur.addEventListener("click", () => langkahi("mundur"));
    tombol.maju.addEventListener("click", () => langkahi("maju"));

    /* ---------- what starts a save ---------- */

    const berubah = new Set();

    tabel.addEventListener("change", (e) => { // a paste changes many cells before the timer runs: one act
        const s = sel.get(e.target.name);
        if (!s) return;
        if (!berubah.size) {
            setTimeout(() => {
                const daftar = [...berubah];
                berubah.clear();
                simpan(daftar);
            });
        }
        berubah.add(s);
    });
    tabel.addEventListener("input", (e) => {
        if (sel.has(e.target.name)) ingat();
    });
    /* Pasted or restored texts are not the browser's own edits: it sends no change event when such a cell is left. */
    tabel.addEventListener("focusout", (e) => {
        const s = sel.get(e.target.name);
        if (s && kotor(s) && !s.galat && pulih.hidden && !mengirim && !berubah.has(s)) simpan([s]);
    });
    tabel.addEventListener("kisi:lebih", (e) => {
        setTimeout(() => perbarui(`${e.detail} nilai di luar kisi tidak ditempel.`));
    });
    bilah.addEventListener("submit", (e) => {
        e.preventDefault();
        pulih.hidden = true;
        simpan(tanpaBentrok());
    });
    pulih.querySelector("[data-pulih-simpan]").addEventListener("click", () => {
        pulih.hidden = true;
        simpan(tanpaBentrok());
    });
    pulih.querySelector("[data-pulih-buang]").addEventListener("click", () => {
        pulih.hidden = true;
        dipakai().forEach((s) => { s.el.value = s.semula; });
        perbarui("Isian itu dibuang.");
    });
    window.addEventListener("online", () => simpan(tanpaBentrok()));
    window.addEventListener("beforeunload", (e) => {
        if (mengirim) e.preventDefault();
    });

    Object.values(tombol).forEach((t) => { t.hidden = false; });
    pulihkan();
    perbarui();
    kabar.textContent = pulih.hidden ? "" : kabar.textContent;
})();
