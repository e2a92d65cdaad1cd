/* The grid of pagu: sums above what is typed, and how far they are from what the source states, follow every key.
   The server sums again when it saves; nothing computed here is sent. */
"use strict";

document.querySelectorAll("table[data-pagu]").forEach((tabel) => {
    const KOSONG = "–";
    const POLA = /^(?:rp\.?\s*)?(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,]00|,-)?$/i;
    const baris = [...tabel.tBodies[0].querySelectorAll("tr[data-t]")];
    const jalur = [];
    const induk = baris.map((tr, i) => {
        jalur[+tr.dataset.t] = i;
        return +tr.dataset.t ? jalur[tr.dataset.t - 1] ?? -1 : -1;
    });
    const kotak = baris.map((tr) => tr.querySelector("input"));
    const cetak = (n) => n.toLocaleString("id-ID").replace("-", "−");
    const bertanda = (n) => (n > 0n ? "+" : "") + cetak(n);
    const baca = (teks) => {
        const cocok = POLA.exec(teks.trim());
        return cocok ? BigInt(cocok[1].replace(/[.,]/g, "")) : null;
    };

    /* Per row: its rupiah, undefined where nothing is known, null where something below cannot be read. */
    function hitung() {
        const nilai = baris.map((tr, i) => {
            if (tr.dataset.nilai) return BigInt(tr.dataset.nilai);
            const teks = kotak[i] ? kotak[i].value.trim() : "";
            return teks && teks !== "-" && teks !== KOSONG ? baca(teks) : undefined;
        });
        for (let i = baris.length - 1; i >= 0; i--) {
            const n = induk[i];
            if (n < 0 || nilai[i] === undefined || baris[n].dataset.nilai) continue;
            nilai[n] = nilai[i] === null || nilai[n] === null ? null : (nilai[n] ?? 0n) + nilai[i];
        }
        return nilai;
    }

    function gambar() {
        const nilai = hitung();
        baris.forEach((tr, i) => {
            const ada = typeof nilai[i] === "bigint";
            const jumlah = tr.querySelector("[data-jumlah]");
            if (jumlah) jumlah.textContent = ada ? cetak(nilai[i]) : KOSONG;
            const selisih = tr.querySelector("[data-tertera]");
            if (!selisih) return;
            const beda = ada ? BigInt(selisih.dataset.tertera) - nilai[i] : null;
            selisih.textContent = beda === null ? KOSONG : bertanda(beda);
            selisih.classList.toggle("tidak-cocok", beda !== null && beda !== 0n);
        });
        const akar = nilai.filter((n, i) => induk[i] < 0 && n !== undefined);
        const total = akar.length && !akar.includes(null) ? cetak(akar.reduce((a, b) => a + b)) : KOSONG;
        tabel.querySelector("tfoot [data-total]").textContent = total;
    }

    tabel.addEventListener("input", gambar);
    tabel.addEventListener("change", gambar);
    gambar();
});
