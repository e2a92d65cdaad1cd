/* What is typed into a text (templates/komponen/prosa/) and not saved yet is kept in this browser tab, so that the end of
   a session loses nothing: the page comes back with it, also after the login. Loaded before penyunting.js, which begins
   with what stands in the textarea. The version goes along: where somebody else saved meanwhile, saving shows both. */
"use strict";

(() => {
    const area = document.querySelector("[data-penyunting] textarea");
    const pulih = document.querySelector("[data-pulih-teks]");
    if (!area || !pulih) return;
    const form = area.form;
    const bentuk = form.querySelector('[name$="bentuk"]');
    const versi = form.querySelector('[name$="versi"]');
    const SIMPANAN = `draf-teks:${window.location.pathname}`;
    const JEDA = 300;
    let tunggu = 0;

    function baca() {
        try {
            return JSON.parse(sessionStorage.getItem(SIMPANAN));
        } catch {
            return null; // nothing that can be read
        }
    }

    function tulis(dikirim = false) {
        clearTimeout(tunggu);
        tunggu = 0;
        const isi = { isi: area.value, bentuk: bentuk.value, versi: versi.value, dikirim };
        try {
            sessionStorage.setItem(SIMPANAN, JSON.stringify(isi));
        } catch { /* the store is full or forbidden: the page works without it */ }
    }

    function buang() {
        clearTimeout(tunggu);
        tunggu = 0;
        try {
            sessionStorage.removeItem(SIMPANAN);
        } catch { /* forbidden: nothing was kept */ }
    }

    /* The server tidies what it stores (numbers, spaces, signs), so only the letters are compared. */
    const huruf = (teks, html) => {
        const polos = html ? new DOMParser().parseFromString(teks, "text/html").body.textContent : teks;
        return polos.replace(/[^\p{L}]/gu, "");
    };

    function tersimpan(draf) {
        const disimpan = huruf(area.defaultValue, bentuk.value === "html");
        return draf.dikirim && Number(versi.value) > Number(draf.versi) && huruf(draf.isi, draf.bentuk === "html") === disimpan;
    }

    function pulihkan() {
        const draf = baca();
        if (!draf || area.getAttribute("aria-invalid")) return; // a refused form holds what was typed already
        const sama = draf.isi.trim() === area.defaultValue.trim() && draf.bentuk === bentuk.value;
        if (sama || tersimpan(draf)) return buang();
        area.value = draf.isi;
        bentuk.value = draf.bentuk;
        versi.value = draf.versi;
        tampilkan();
    }

    /* A page that comes back stands where it was left: often below the notice. */
    function tampilkan() {
        pulih.hidden = false;
        history.scrollRestoration = "manual";
        const perlihatkan = () => pulih.scrollIntoView({ block: "center", behavior: "instant" });
        if (document.readyState === "complete") perlihatkan();
        else window.addEventListener("load", perlihatkan, { once: true });
    }

    area.addEventListener("input", () => {
        if (!tunggu) tunggu = setTimeout(tulis, JEDA);
    });
    window.addEventListener("pagehide", () => {
        if (tunggu) tulis();
    });
    form.addEventListener("submit", () => tulis(true));
    pulih.querySelector("[data-pulih-pakai]").addEventListener("click", () => {
        pulih.hidden = true;
        history.scrollRestoration = "auto";
        (form.querySelector(".ProseMirror") || area).focus();
    });
    pulih.querySelector("[data-pulih-buang]").addEventListener("click", () => {
        buang();
        window.location.assign(window.location.pathname + window.location.search);
    });
    const tinggalkan = form.querySelector("[data-buang-teks]");
    if (tinggalkan) tinggalkan.addEventListener("click", buang);
    pulihkan();
})();
