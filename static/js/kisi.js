/* Grids: inside <table data-kisi> the keys work as in a spreadsheet. Enter and arrows move, Esc takes back the cell,
   a pasted block fills the cells right and below. Saving is the business of each row's form. */
"use strict";

const SEL = "input:not([type=hidden]):not([type=file]):not(:disabled), select:not(:disabled), textarea:not(:disabled)";

function selDi(baris, kolom) {
    const td = baris && baris.cells[kolom];
    return td ? td.querySelector(SEL) : null;
}

/* The next row, in a direction, that has a cell to type into in this column: group rows are skipped. */
function selTegak(sel, arah) {
    const td = sel.closest("td, th");
    const baris = [...td.closest("table").rows];
    for (let i = baris.indexOf(td.parentElement) + arah; baris[i]; i += arah) {
        const tujuan = selDi(baris[i], td.cellIndex);
        if (tujuan) return tujuan;
    }
    return null;
}

function selDatar(sel, arah) {
    const semua = [...sel.closest("tr").querySelectorAll(SEL)];
    return semua[semua.indexOf(sel) + arah] || null;
}

function pergi(e, tujuan) {
    if (!tujuan) return;
    e.preventDefault();
    tujuan.focus();
    if (tujuan.select) tujuan.select();
}

function diTepi(sel, arah) {
    if (sel.tagName !== "INPUT") return false;
    const { selectionStart: awal, selectionEnd: akhir, value: { length: panjang } } = sel;
    if (awal === 0 && akhir === panjang) return true; // the whole cell is selected, as after moving into it
    return arah < 0 ? akhir === 0 : awal === panjang;
}

function batalkan(sel) {
    sel.value = sel.dataset.semula;
    sel.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("focusin", (e) => {
    if (e.target.matches("[data-kisi] :is(input, select, textarea)")) e.target.dataset.semula = e.target.value;
});

document.addEventListener("keydown", (e) => {
    const sel = e.target;
    if (!sel.matches || !sel.matches("[data-kisi] :is(input, select, textarea)") || e.ctrlKey || e.altKey || e.metaKey) return;
    const teks = sel.tagName === "TEXTAREA";
    if (e.key === "Escape" && "semula" in sel.dataset) batalkan(sel);
    if (e.key === "Enter" && !teks) pergi(e, selTegak(sel, e.shiftKey ? -1 : 1));
    if (sel.tagName !== "INPUT" || e.shiftKey) return;
    if (e.key === "ArrowDown") pergi(e, selTegak(sel, 1));
    if (e.key === "ArrowUp") pergi(e, selTegak(sel, -1));
    if (e.key === "ArrowLeft" && diTepi(sel, -1)) pergi(e, selDatar(sel, -1));
    if (e.key === "ArrowRight" && diTepi(sel, 1)) pergi(e, selDatar(sel, 1));
});

/* Puts a pasted text into a cell; false where it does not fit: a choice takes only what it offers. */
function tempelkan(sel, teks) {
    if (!sel || sel.readOnly) return false;
    let nilai = teks;
    if (sel.tagName === "SELECT") {
        const kata = teks.toLowerCase();
        const pilihan = [...sel.options].find((o) => [o.value.toLowerCase(), o.text.toLowerCase()].includes(kata));
        if (!pilihan) return false;
        nilai = pilihan.value;
    }
    sel.value = nilai;
    sel.dispatchEvent(new Event("input", { bubbles: true }));
    sel.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
}

/* Where a block lands: each line in the next row, each value in the next column to type into. Rows that are locked, or that
   have no such cell, keep their place, so that no value slips to a neighbour; what is meant for them is not pasted. */
function tujuanBlok(awal) {
    const tr = awal.closest("tr");
    const bernomor = tr.closest("table").querySelector("tr[data-baris]") !== null;
    if (!bernomor) {
        return (turun, kanan) => {
            let sel = awal;
            for (let i = 0; sel && i < turun; i += 1) sel = selTegak(sel, 1);
            for (let i = 0; sel && i < kanan; i += 1) sel = selDatar(sel, 1);
            return sel;
        };
    }
    const baris = [...tr.closest("table").querySelectorAll("tr[data-baris]")];
    const kolom = new Set();
    baris.forEach((b) => b.querySelectorAll(SEL).forEach((s) => kolom.add(s.closest("td, th").cellIndex)));
    const urut = [...kolom].sort((a, b) => a - b);
    const [y, x] = [baris.indexOf(tr), urut.indexOf(awal.closest("td, th").cellIndex)];
    return (turun, kanan) => selDi(baris[y + turun], urut[x + kanan]);
}

/* A block copied from a sheet: rows by line, columns by tab. One cell alone pastes as usual. */
document.addEventListener("paste", (e) => {
    if (!e.target.matches || !e.target.matches("[data-kisi] :is(input, select)")) return;
    const blok = e.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/).map((b) => b.split("\t"));
    if (blok.length === 1 && blok[0].length === 1) return;
    e.preventDefault();
    const tujuan = tujuanBlok(e.target);
    let lebih = 0;
    blok.forEach((baris, turun) => baris.forEach((nilai, kanan) => {
        if (!tempelkan(tujuan(turun, kanan), nilai.trim()) && nilai.trim()) lebih += 1;
    }));
    if (lebih) e.target.dispatchEvent(new CustomEvent("kisi:lebih", { bubbles: true, detail: lebih }));
});
