/* The grid of weeks. Each <form class="lukis"> becomes a strip of 48 boxes that is painted with the mouse (drag), a tap,
   or the keyboard; a finished stroke sends the row. Without this file the row's page has the same weeks as check boxes. */
"use strict";

const BULAN = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const MINGGU = 48;
const JEDA = 350; // ms: several key presses in a row are one save
const langkah = []; // what Ctrl+Z takes back: [strip, weeks before]

const nomor = (teks) => new Set(teks.split(" ").filter(Boolean).map(Number));
const kotak = (strip, m) => strip.children[m];
const terisi = (strip) => [...strip.children].flatMap((k, m) => (k.getAttribute("aria-checked") === "true" ? [m] : []));

function buatStrip(form) {
    const strip = document.createElement("div");
    const isi = nomor(form.dataset.minggu);
    const rencana = form.closest(".mode-terlaksana") ? nomor(form.dataset.rencana) : new Set();
    strip.className = "strip";
    strip.setAttribute("role", "group");
    strip.setAttribute("aria-label", form.dataset.nama);
    for (let m = 0; m < MINGGU; m += 1) {
        const k = document.createElement("span");
        k.setAttribute("role", "checkbox");
        k.setAttribute("aria-checked", String(isi.has(m)));
        k.setAttribute("aria-label", `${BULAN[Math.floor(m / 4)]} minggu ${(m % 4) + 1}${rencana.has(m) ? ", direncanakan" : ""}`);
        k.title = `${BULAN[Math.floor(m / 4)]} minggu ${(m % 4) + 1}`;
        k.tabIndex = m === 0 ? 0 : -1;
        if (rencana.has(m)) k.classList.add("terencana");
        strip.append(k);
    }
    form.replaceChildren(strip);
}

function warnai(strip, dari, ke, nilai) {
    for (let m = Math.min(dari, ke); m <= Math.max(dari, ke); m += 1) kotak(strip, m).setAttribute("aria-checked", String(nilai));
}

function pasang(strip, minggu) {
    const isi = new Set(minggu);
    [...strip.children].forEach((k, m) => k.setAttribute("aria-checked", String(isi.has(m))));
}

const tunda = new WeakMap();

function kirim(strip, jeda) {
    const form = strip.closest("form");
    clearTimeout(tunda.get(form));
    tunda.set(form, setTimeout(() => {
        form.querySelectorAll("input[name=minggu]").forEach((i) => i.remove());
        for (const m of terisi(strip)) {
            const i = document.createElement("input");
            Object.assign(i, { type: "hidden", name: "minggu", value: m });
            form.append(i);
        }
        window.htmx.trigger(form, "lukis");
    }, jeda));
}

function catat(strip, sebelum) {
    if (sebelum.join() !== terisi(strip).join()) langkah.push([strip, sebelum]);
}

function fokus(k) {
    [...k.parentElement.children].forEach((lain) => { lain.tabIndex = -1; });
    k.tabIndex = 0;
    k.focus();
}

/* ---------- mouse, pen and finger ---------- */

let goresan = null; // {strip, awal, nilai, sebelum}

function kotakDi(e) {
    const k = document.elementFromPoint(e.clientX, e.clientY);
    return k && k.matches(".strip > span") ? k : null;
}

document.addEventListener("pointerdown", (e) => {
    const k = e.target.closest(".strip > span");
    if (!k || e.button !== 0 || e.pointerType === "touch") return;
    e.preventDefault();
    const strip = k.parentElement;
    const awal = [...strip.children].indexOf(k);
    goresan = { strip, awal, nilai: k.getAttribute("aria-checked") !== "true", sebelum: terisi(strip) };
    warnai(strip, awal, awal, goresan.nilai);
    fokus(k);
});

document.addEventListener("pointermove", (e) => {
    if (!goresan) return;
    const k = kotakDi(e);
    if (!k || k.parentElement !== goresan.strip) return;
    pasang(goresan.strip, goresan.sebelum);
    warnai(goresan.strip, goresan.awal, [...goresan.strip.children].indexOf(k), goresan.nilai);
});

["pointerup", "pointercancel"].forEach((nama) => document.addEventListener(nama, () => {
    if (!goresan) return;
    const { strip, sebelum } = goresan;
    goresan = null;
    catat(strip, sebelum);
    kirim(strip, 0);
}));

/* A finger scrolls the table; a tap paints. */
document.addEventListener("click", (e) => {
    const k = e.target.closest(".strip > span");
    if (!k || e.pointerType !== "touch") return;
    balik(k);
});

function balik(k) {
    const strip = k.parentElement;
    const sebelum = terisi(strip);
    k.setAttribute("aria-checked", String(k.getAttribute("aria-checked") !== "true"));
    catat(strip, sebelum);
    kirim(strip, JEDA);
}

/* ---------- keyboard ---------- */

function stripLain(strip, arah) {
    const semua = [...document.querySelectorAll(".strip")];
    return semua[semua.indexOf(strip) + arah];
}

function tujuan(k, e) {
    const strip = k.parentElement;
    const m = [...strip.children].indexOf(k);
    const tegak = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    if (tegak) {
        const lain = stripLain(strip, tegak);
        return lain && kotak(lain, m);
    }
    const datar = { ArrowLeft: m - 1, ArrowRight: m + 1, Home: 0, End: MINGGU - 1 }[e.key];
    return datar === undefined ? null : kotak(strip, datar);
}

document.addEventListener("keydown", (e) => {
    const k = e.target.closest && e.target.closest(".strip > span");
    if (!k) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z") {
        e.preventDefault();
        batalkan();
        return;
    }
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === " ") {
        e.preventDefault();
        balik(k);
        return;
    }
    const ke = tujuan(k, e);
    if (!ke) return;
    e.preventDefault();
    const strip = k.parentElement;
    if (e.shiftKey && ke.parentElement === strip) {
        const semua = [...strip.children];
        const sebelum = terisi(strip);
        warnai(strip, semua.indexOf(k), semua.indexOf(ke), k.getAttribute("aria-checked") === "true");
        catat(strip, sebelum);
        kirim(strip, JEDA);
    }
    fokus(ke);
});

function batalkan() {
    const terakhir = langkah.pop();
    if (!terakhir) return;
    const [strip, sebelum] = terakhir;
    pasang(strip, sebelum);
    kirim(strip, 0);
}

document.querySelectorAll("form.lukis").forEach(buatStrip);
