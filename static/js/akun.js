/* Akun saya: copying what must not be typed wrongly. */
"use strict";

document.querySelectorAll("[data-salin]").forEach((tombol) => tombol.addEventListener("click", async () => {
    const sumber = document.querySelector(tombol.dataset.salin);
    const baris = sumber.matches("ol") ? [...sumber.children].map((b) => b.textContent.trim()) : [sumber.textContent.trim()];
    const kata = tombol.dataset.kata || tombol.textContent;
    tombol.dataset.kata = kata;
    try {
        await navigator.clipboard.writeText(baris.join("\n"));
        tombol.textContent = "Tersalin";
    } catch {
        /* Not allowed (plain http): select it, so that Ctrl+C does it. */
        window.getSelection().selectAllChildren(sumber);
        tombol.textContent = "Tekan Ctrl+C untuk menyalin";
    }
    setTimeout(() => { tombol.textContent = kata; }, 4000);
}));
