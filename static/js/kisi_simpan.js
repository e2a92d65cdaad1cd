/* A grid that saves while one types: <table data-kisi data-blok="address">, see docs/komponen.md. A cell is saved when it is
   left, a pasted block in one request; what is not saved yet is kept in this browser and sent again once there is a
   connection; saved changes are taken back step by step. Keys and pasting are kisi.js's. Numbers are read and judged by the
   server only. */
"use strict";

(() => {
    const tabel = document.querySelector("table[data-blok]");
    const bilah = document.getElementById("kisi");
    if (!tabel || !bilah) return;
    const kabar = bilah.querySelector("[data-keadaan]");
    const tombol = { mundur: bilah.querySelector("[data-urungkan]"), maju: bilah.querySelector("[data-ulang]") };
    const pulih = document.querySelector("[data-pulih]");
    const alamat = tabel.dataset.blok.replace(/[?#].*/, "");
    /* With a person's key drafts outlive the tab and the login, for that person only; steps back are the tab's. */
    const gudang = tabel.dataset.orang ? window.localStorage : window.sessionStorage;
    const SIMPANAN = tabel.dataset.orang ? `kisi:${tabel.dataset.orang}:${alamat}` : `kisi:${alamat}`;
    const LANGKAHAN = `kisi-langkah:${tabel.dataset.orang || ""}:${alamat}`;
    const KOSONG = tabel.dataset.kosong || "kosong";
    const LANGKAH = 100;
    const SEBENTAR = 2500;
    const JEDA_ULANG = [3000, 10000, 30000];
    const MASUK = document.body.dataset.masuk;
    const SESI_HABIS = "Sesi Anda berakhir. Isian Anda disimpan di peramban ini; masuk lagi untuk mengirimnya.";
    const TAK_TERSAMBUNG = "Tidak tersambung. Isian Anda disimpan di peramban ini dan dikirim lagi begitu tersambung.";

    /* name of the input → { el, pk, kunci, semula, versi, versiKu, galat, tunda }: `semula` and `versi` are what it rests on,
       `versiKu` is the version that this browser wrote last, `tunda` says that it waits for another cell of its row. */
    const sel = new Map();
    const baris = new Map();
    const antrean = []; // each entry: the cells of one act, { sel: Set, langkah: "" | "mundur" | "maju", isi }
    const tumpukan = { mundur: [], maju: [] };
    let mengirim = null; // the cells that are on their way
    let ajukanNanti = false; // submit the quarter once they have arrived
    let terputus = false;
    let gagalKe = 0;
    let nantiUlang = 0;

    tabel.querySelectorAll("tr[data-baris]").forEach((tr) => {
        const asal = tr.querySelector("input[type=hidden]");
        if (!asal) return; // nothing of it can be changed
        const rincian = new Map(asal.value.split("|").map((b) => [b.split("=")[0], b.split("=").slice(1)]));
        const milik = [...tr.querySelectorAll("td > :is(input:not([type=hidden]), select)")].map((el) => {
            const kunci = el.name.split(/[-_]/).pop();
            const [versi, ...teks] = rincian.get(kunci) || ["0"];
            const s = { el, pk: tr.dataset.baris, kunci, versi: Number(versi), semula: teks.join("="), versiKu: null, galat: null, tunda: false };
            if (el.getAttribute("aria-invalid")) s.galat = { pesan: document.getElementById(`galat-${s.pk}-${s.kunci}`).textContent };
            sel.set(el.name, s);
            return s;
        });
        baris.set(tr.dataset.baris, { tr, asal, sel: milik, kabar: tr.querySelector("[data-kabar]"), baru: 0 });
    });
    const selDari = (pk, kunci) => baris.get(String(pk)).sel.find((s) => s.kunci === String(kunci));

    /* Where the followed plan's target stands below the cell of an inherited indikator. */
    const induk = (s) => document.getElementById(`induk-${s.pk}-${s.kunci}`);
    const sebut = (s) => s.el.getAttribute("aria-label");
    const kotor = (s) => s.el.value.trim() !== s.semula;
    const dipakai = () => [...sel.values()].filter(kotor);
    /* Where somebody else was faster, the person chooses. */
    const memilih = (s) => Boolean(s.galat && s.galat.pilihan);
    const tanpaBentrok = () => dipakai().filter((s) => !memilih(s) && !(s.tunda && baris.get(s.pk).sel.some(memilih)));
    /* In the middle of being typed: it is saved when it is left. */
    const diketik = (s) => s.el === document.activeElement && s.el.value !== s.el.dataset.semula;
    /* What a cell holds, as a person reads it. */
    function tampil(s, teks) {
        const pilihan = s.el.options && [...s.el.options].find((o) => o.value === teks);
        return (pilihan ? pilihan.text : teks) || KOSONG;
    }

    /* ---------- what is typed and not saved yet ---------- */

    const pulihan = { sendiri: [], hilang: 0 }; // drafts that came back: those that no one was faster than, and those without a cell
    const pernah = new Set(); // cells that this tab has had drafts of; another tab's are not touched
    let dijadwalkan = false;

    function baca(simpanan, nama) {
        try {
            return JSON.parse(simpanan.getItem(nama)) || {};
        } catch {
            return {}; // nothing that can be read
        }
    }

    function ingatSekarang() {
        const draf = baca(gudang, SIMPANAN).draf || {};
        sel.forEach((s, nama) => {
            if (kotor(s)) {
                pernah.add(nama);
                draf[nama] = { teks: s.el.value, versi: s.versi, semula: s.semula, sebut: sebut(s), bentrok: memilih(s) };
            } else if (pernah.has(nama)) delete draf[nama];
        });
        const ku = [...sel.values()].filter((s) => s.versiKu !== null).map((s) => [s.el.name, s.versiKu]);
        try {
            if (Object.keys(draf).length) gudang.setItem(SIMPANAN, JSON.stringify({ draf }));
            else gudang.removeItem(SIMPANAN);
            sessionStorage.setItem(LANGKAHAN, JSON.stringify({ ku, tumpukan }));
        } catch { /* the store is full or forbidden: the grid works without it */ }
    }

    function ingat() {
        if (dijadwalkan) return;
        dijadwalkan = true;
        setTimeout(() => {
            dijadwalkan = false;
            ingatSekarang();
        });
    }

    function pulihkanLangkah() {
        const isi = baca(sessionStorage, LANGKAHAN);
        (isi.ku || []).forEach(([nama, versi]) => { if (sel.has(nama)) sel.get(nama).versiKu = versi; });
        ["mundur", "maju"].forEach((arah) => {
            const ada = ((isi.tumpukan || {})[arah] || []).map((l) => l.filter((u) => sel.has(u.nama))).filter((l) => l.length);
            tumpukan[arah].push(...ada);
        });
    }

    /* What was kept comes back into its cells. A cell that is locked by now takes nothing: its text is shown instead. */
    function pulihkan() {
        pulihkanLangkah();
        const draf = Object.entries(baca(gudang, SIMPANAN).draf || {});
        const kembali = draf.filter(([nama, d]) => sel.has(nama) && sel.get(nama).semula !== d.teks.trim() && !sel.get(nama).galat);
        const hilang = draf.filter(([nama]) => !sel.has(nama));
        draf.forEach(([nama]) => pernah.add(nama));
        const tunggu = [];
        kembali.forEach(([nama, d]) => {
            const s = sel.get(nama);
            /* After a conflict it rests on the other one's value, which nobody has decided to replace yet. */
            const tetap = tabel.dataset.orang && !d.bentrok && d.versi === s.versi && d.semula === s.semula;
            (tetap ? pulihan.sendiri : tunggu).push(s);
            Object.assign(s, { versi: d.versi, semula: d.semula }).el.value = d.teks;
        });
        /* The cells of a row hang together: one that was overtaken keeps the others back. */
        const ragu = new Set(tunggu.map((s) => s.pk));
        tunggu.push(...pulihan.sendiri.filter((s) => ragu.has(s.pk)));
        pulihan.sendiri = pulihan.sendiri.filter((s) => !ragu.has(s.pk));
        pulihan.hilang = hilang.length;
        if (!tunggu.length && !hilang.length) return;
        pulih.querySelector("[data-banyak]").textContent = tunggu.length || hilang.length;
        const tempat = pulih.querySelector("[data-hilang]");
        if (tempat && hilang.length) {
            tempat.hidden = false;
            tempat.textContent = `Tidak dapat diisikan lagi karena barisnya terkunci: ${hilang.map(([, d]) => `${d.sebut} “${d.teks}”`).join("; ")}.`;
        }
        pulih.querySelector("[data-pulih-simpan]").hidden = !tunggu.length;
        pulih.hidden = false;
    }

    /* ---------- how a cell and the whole grid look ---------- */

    function pasangGalat(s, pesan, pilihan, tunda = false) {
        s.galat = pesan ? { pesan, pilihan, tunda } : null;
        s.tunda = tunda;
        const salah = Boolean(pesan) && !tunda;
        s.el.classList.toggle("is-invalid", salah);
        const sebutan = [pesan && `galat-${s.pk}-${s.kunci}`, induk(s) && induk(s).id].filter(Boolean).join(" ");
        if (salah) s.el.setAttribute("aria-invalid", "true");
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
        tr.classList.toggle("hanya-tunda", salah.every((s) => s.galat.tunda));
        kotak.className = "lekat";
        salah.forEach((s) => kotak.append(kalimat(s)));
        const td = tr.cells[0] || tr.insertCell();
        td.colSpan = b.tr.cells.length;
        td.replaceChildren(kotak);
    }

    function kalimat(s) {
        const p = document.createElement("p");
        p.className = s.galat.tunda ? "galat-kisi tunda" : "galat-kisi";
        p.id = `galat-${s.pk}-${s.kunci}`;
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
        const b = baris.get(s.pk);
        b.baru += 1;
        setTimeout(() => {
            b.baru -= 1;
            kabari(b);
        }, SEBENTAR);
    }

    /* How a row stands, in a word. */
    function kabari(b) {
        if (!b.kabar) return;
        const sisa = b.sel.filter(kotor);
        const kata = b.sel.some(memilih) ? ["Bentrok: pilih di bawah", "galat"]
            : b.sel.some((s) => s.galat && !s.galat.tunda) ? ["Belum tersimpan: perbaiki", "galat"]
                : mengirim && b.sel.some((s) => mengirim.has(s)) ? ["Menyimpan …", ""]
                    : sisa.length ? [terputus ? "Belum terkirim" : "Belum tersimpan", "ingat"]
                        : b.baru ? ["Tersimpan", "beres"] : ["", ""];
        [b.kabar.textContent, b.kabar.dataset.rupa] = kata;
    }

    function tulisAsal(b) {
        b.asal.value = b.sel.map((s) => [s.kunci, s.versi, s.semula].join("=")).join("|");
    }

    /* `rupa` of the word: "galat", "" for what went well; without a word it says how many cells are left. */
    function perbarui(kata, rupa = "ingat") {
        const sisa = dipakai();
        if (!sisa.length && !pulihan.hilang) pulih.hidden = true;
        sel.forEach((s) => s.el.classList.toggle("belum-tersimpan", !s.galat && kotor(s)));
        tombol.mundur.disabled = !tumpukan.mundur.length;
        tombol.maju.disabled = !tumpukan.maju.length;
        bilah.classList.toggle("ada-sisa", sisa.length > 0 && (!kata || rupa === "ingat"));
        bilah.classList.toggle("ada-galat", Boolean(kata) && rupa === "galat");
        baris.forEach(kabari);
        const belum = terputus ? "belum terkirim" : "belum tersimpan";
        const baku = mengirim ? "Menyimpan …" : sisa.length ? `${sisa.length} sel ${belum}.` : "Semua tersimpan.";
        kabar.textContent = kata || baku;
        if (kata === SESI_HABIS) kabar.append(" ", tautanMasuk());
        ingat();
    }

    /* What is kept in this browser is sent after logging in, on this very page. */
    function tautanMasuk() {
        const a = document.createElement("a");
        a.href = `${MASUK}?${new URLSearchParams({ next: window.location.pathname + window.location.search })}`;
        a.textContent = "Masuk lagi";
        return a;
    }

    /* ---------- saving: one request at a time; acts that wait go together in the next one ---------- */

    function simpan(daftar, langkah = "", isi = null) {
        const perlu = bersama(daftar, !langkah).filter(kotor);
        daftar.filter((s) => !kotor(s) && s.galat).forEach((s) => pasangGalat(s, ""));
        if (!perlu.length) return perbarui();
        antrean.push({ sel: perlu, langkah, isi });
        return kirim();
    }

    /* A row is sent as it is shown: what waits in it, was refused or came back goes along. A step back takes only what
       waits. */
    function bersama(daftar, seutuhnya) {
        const semua = new Set(daftar);
        const ikut = (t) => t.tunda || (seutuhnya && kotor(t) && !memilih(t) && !diketik(t));
        daftar.forEach((s) => baris.get(s.pk).sel.filter(ikut).forEach((t) => semua.add(t)));
        return [...semua];
    }

    async function kirim() {
        if (mengirim || !antrean.length) return;
        const kelompok = antrean.splice(0);
        const dikirim = new Map();
        kelompok.forEach((k) => k.sel.forEach((s) => dikirim.set(s, s.el.value.trim())));
        mengirim = dikirim;
        clearTimeout(nantiUlang);
        perbarui();
        const { hasil, pesan, putus } = await minta(dikirim);
        mengirim = null;
        terputus = Boolean(putus);
        if (hasil) perbarui(...terima(hasil, dikirim, kelompok));
        else gagal(kelompok, pesan);
        if (putus) cobaLagi();
        else gagalKe = 0;
        ajukanNanti = ajukanNanti && Boolean(hasil);
        kirim();
        ajukanSesudahnya();
    }

    /* The browser says when the network is back; when only the server was away, asking again does. */
    function cobaLagi() {
        const jeda = JEDA_ULANG[Math.min(gagalKe, JEDA_ULANG.length - 1)];
        gagalKe += 1;
        nantiUlang = setTimeout(() => simpan(tanpaBentrok()), jeda);
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
            const jawaban = await fetch(tabel.dataset.blok, { method: "POST", body: isi, headers: { "X-CSRFToken": token, Accept: "application/json" } });
            const jenis = jawaban.headers.get("Content-Type") || "";
            if (!jenis.includes("json")) {
                const masuk = jawaban.redirected || jawaban.status === 403 ? SESI_HABIS : "";
                return { pesan: masuk || "Server gagal memproses; isian di layar tetap ada. Tekan Simpan semua untuk mengulangi." };
            }
            const data = await jawaban.json();
            window.kabarTersambung();
            return jawaban.ok ? { hasil: data } : { pesan: data.pesan };
        } catch {
            return { pesan: TAK_TERSAMBUNG, putus: true };
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
        const dulu = new Map();
        const tertulis = new Set();
        const ikut = []; // cells that followed from those that were sent
        hasil.baris.forEach((r) => r.sel.forEach((k) => {
            const s = selDari(r.pk, k.kunci || k.tahun);
            dulu.set(s, s.semula);
            if (k.induk && induk(s)) induk(s).innerHTML = k.induk;
            if (dikirim.has(s)) {
                if (selTerkirim(s, k, dikirim.get(s))) tertulis.add(s);
            } else if (!kotor(s) && (k.versi !== s.versi || k.teks !== s.semula)) { // what is shown is what is stored
                if (k.ku && k.teks !== s.semula) ikut.push(s);
                Object.assign(s, { versi: k.versi, semula: k.teks }).el.value = k.teks;
            }
            if (k.ku) s.versiKu = k.versi;
        }));
        hasil.baris.forEach((r) => tulisAsal(baris.get(String(r.pk))));
        pasangPotongan(hasil.potongan || {});
        kelompok.forEach((k) => {
            const milik = new Set(k.sel.map((s) => s.pk));
            const berubah = k.sel.filter((s) => tertulis.has(s) && s.semula !== dulu.get(s));
            berubah.push(...ikut.filter((s) => milik.has(s.pk) && !berubah.includes(s)));
            catat(k, berubah, k.sel.filter((s) => s.galat && !tertulis.has(s)), dulu);
        });
        const salah = [...dikirim.keys()].find((s) => s.galat);
        if (salah) return [salah.galat.pesan, salah.galat.tunda ? "ingat" : "galat"];
        return [kabarTersimpan(tertulis, kelompok), ""];
    }

    /* What the server drew anew. An open list stays open. */
    function pasangPotongan(potongan) {
        Object.entries(potongan).forEach(([id, html]) => {
            const tempat = document.getElementById(id);
            if (!tempat) return;
            const terbuka = tempat.querySelector("details[open]") !== null;
            tempat.innerHTML = html;
            const rincian = tempat.querySelector("details");
            if (terbuka && rincian) rincian.open = true;
            if (window.htmx) window.htmx.process(tempat);
        });
    }

    function pakaiTersimpan(s) {
        baris.get(s.pk).sel.filter((t) => t === s || t.tunda).forEach((t) => {
            t.el.value = t.semula;
            pasangGalat(t, "");
        });
        perbarui();
    }

    /* What waits was sent off before anybody knew of the conflict: the person has not chosen yet. */
    function lepaskan(s) {
        antrean.forEach((k) => { k.sel = k.sel.filter((t) => t !== s); });
        antrean.splice(0, antrean.length, ...antrean.filter((k) => k.sel.length));
    }

    /* One cell's answer; true when it was written. What was typed meanwhile stays. */
    function selTerkirim(s, k, teks) {
        if (k.bentrok) {
            Object.assign(s, { versi: k.versi, semula: k.teks });
            lepaskan(s);
            const pilihan = [
                [`Pakai isian saya (${tampil(s, teks)})`, () => simpan([s])],
                [`Pakai yang tersimpan (${tampil(s, k.teks)})`, () => pakaiTersimpan(s)],
            ];
            pasangGalat(s, k.pesan, k.pesan ? pilihan : null, Boolean(k.tunda));
            return false;
        }
        if (k.pesan || k.tunda) {
            pasangGalat(s, k.pesan, null, Boolean(k.tunda));
            return false;
        }
        Object.assign(s, { versi: k.versi, semula: k.teks });
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
        setTimeout(() => perbarui(`${e.detail} nilai tidak ditempel: selnya terkunci atau di luar kisi.`));
    });
    bilah.addEventListener("submit", (e) => {
        e.preventDefault();
        pulih.hidden = true;
        simpan(tanpaBentrok());
    });
    /* What would be submitted is what is stored: nothing is while the screen shows something else. The server, too, is told
       what the rows show. */
    document.addEventListener("submit", (e) => {
        if (!e.target.matches("form[data-ajukan]")) return;
        const sisa = [...sel.values()].filter((s) => kotor(s) || s.galat);
        if (sisa.length || mengirim) {
            e.preventDefault();
            e.stopImmediatePropagation();
            ajukanNanti = (mengirim || antrean.length || berubah.size) && !sisa.some((s) => s.galat);
            if (ajukanNanti) perbarui("Menyimpan isian terakhir, lalu mengajukan …");
            else tahan(sisa);
            return;
        }
        e.target.querySelectorAll("[data-tampak]").forEach((el) => el.remove());
        baris.forEach((b) => {
            tulisAsal(b);
            const el = Object.assign(document.createElement("input"), { type: "hidden", name: b.asal.name, value: b.asal.value });
            el.dataset.tampak = "";
            e.target.append(el);
        });
    }, true);

    /* The last cell was still on its way when one pressed the button; the fragment may have brought a new form since. */
    function ajukanSesudahnya() {
        if (!ajukanNanti || mengirim || antrean.length || berubah.size) return;
        ajukanNanti = false;
        const form = document.querySelector("form[data-ajukan]");
        if (form) form.requestSubmit();
    }

    function tahan(sisa) {
        const kode = (s) => baris.get(s.pk).tr.querySelector(".kode").textContent.trim();
        const sebutan = sisa.slice(0, 3).map((s) => `${kode(s)}: ${tampil(s, s.el.value.trim())}`).join("; ");
        const lagi = sisa.length > 3 ? `; dan ${sisa.length - 3} sel lain` : "";
        perbarui(`${sebutan}${lagi} belum tersimpan; perbaiki atau kembalikan isinya dahulu, lalu ajukan.`, "galat");
        sisa[0].el.focus();
        if (sisa[0].el.select) sisa[0].el.select();
    }

    pulih.querySelector("[data-pulih-simpan]").addEventListener("click", () => {
        pulih.hidden = true;
        simpan(tanpaBentrok());
    });
    pulih.querySelector("[data-pulih-buang]").addEventListener("click", () => {
        pulih.hidden = true;
        dipakai().forEach((s) => { s.el.value = s.semula; });
        try {
            gudang.removeItem(SIMPANAN);
        } catch { /* forbidden: nothing was kept */ }
        perbarui("Isian itu dibuang.");
    });
    window.addEventListener("online", () => simpan(tanpaBentrok()));
    window.addEventListener("offline", () => {
        terputus = true;
        perbarui(TAK_TERSAMBUNG);
    });
    window.addEventListener("pagehide", ingatSekarang);
    window.addEventListener("beforeunload", (e) => {
        if (mengirim) e.preventDefault();
    });

    Object.values(tombol).forEach((t) => { t.hidden = false; });
    pulihkan();
    perbarui();
    if (!dipakai().length) kabar.textContent = "";
    if (pulihan.sendiri.length) simpan(pulihan.sendiri);
    mulai();

    /* <table data-mulai>: one begins to type in the first empty cell, unless the address or a message asks for the eye. */
    function mulai() {
        if (!("mulai" in tabel.dataset) || window.location.hash || document.activeElement !== document.body) return;
        if (!window.matchMedia("(min-width: 62.01em)").matches || !pulih.hidden || document.querySelector("#utama .pesan:not([hidden])")) return;
        const kosong = [...baris.values()].find((b) => b.sel.every((s) => !s.el.value.trim()));
        const s = kosong && kosong.sel.find((t) => t.kunci === "nilai");
        if (s) s.el.focus();
    }
})();
