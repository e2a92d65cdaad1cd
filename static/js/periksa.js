/* The queue by keyboard: each letter presses the link or button that carries it as data-tombol. Enter is the browser's
   own: the act that goes on has the focus. */
"use strict";

const SERUPA = { ArrowRight: "j", ArrowLeft: "k" };

function bukaCatatan(lipat) {
    lipat.open = true;
    const isian = lipat.querySelector("textarea");
    isian.focus();
    isian.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (e) => {
    const periksa = document.querySelector("[data-periksa]");
    if (!periksa || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || e.repeat) return;
    const catatan = periksa.querySelector("[data-catatan]");
    if (e.key === "Escape" && catatan && catatan.open) {
        catatan.open = false;
        catatan.querySelector("summary").focus();
        return;
    }
    if (e.target.matches("input, textarea, select, [contenteditable]")) return;
    const huruf = SERUPA[e.key] || e.key.toLowerCase();
    const tombol = huruf.length === 1 && periksa.querySelector(`[data-tombol="${CSS.escape(huruf)}"]`);
    if (!tombol) return;
    e.preventDefault();
    if (tombol.tagName === "SUMMARY") bukaCatatan(catatan);
    else tombol.click();
});

/* One act is sent once, however often the key is pressed. */
document.addEventListener("submit", (e) => {
    const putusan = e.target.closest(".putusan");
    if (!putusan) return;
    if (putusan.getAttribute("aria-busy") === "true") e.preventDefault();
    putusan.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
    document.querySelectorAll(".putusan[aria-busy]").forEach((p) => p.removeAttribute("aria-busy"));
});
