/* <form data-draf="key">: what is typed into it is kept in this browser until it is saved, so that neither the end of a
   session nor a lost connection takes it away. The key names the person and the address. Forms may come with htmx. */
"use strict";

(() => {
    const JEDA = 300;
    const tunggu = new WeakMap();
    const awal = new WeakMap(); // what the server sent, as text
    const kunci = (form) => `draf-isian:${form.dataset.draf}`;
    const medan = (form) => [...form.elements].filter((el) => el.name && !["hidden", "submit", "button"].includes(el.type));
    const isi = (form) => medan(form).map((el) => [el.name, el.type === "checkbox" ? `${el.value}:${el.checked}` : el.value]);

    function baca(form) {
        try {
            return JSON.parse(localStorage.getItem(kunci(form)));
        } catch {
            return null; // nothing that can be read
        }
    }

    function tulis(form) {
        try {
            localStorage.setItem(kunci(form), JSON.stringify(isi(form)));
        } catch { /* the store is full or forbidden: the form works without it */ }
    }

    function buang(form) {
        clearTimeout(tunggu.get(form));
        try {
            localStorage.removeItem(kunci(form));
        } catch { /* forbidden: nothing was kept */ }
    }

    function pasang(form, draf) {
        const el = medan(form);
        draf.forEach(([nama, nilai], n) => {
            if (!el[n] || el[n].name !== nama) return;
            if (el[n].type === "checkbox") el[n].checked = nilai === `${el[n].value}:true`;
            else el[n].value = nilai;
        });
    }

    function pulihkan(form) {
        awal.set(form, JSON.stringify(isi(form)));
        const draf = baca(form);
        if (!draf || form.querySelector("[aria-invalid]")) return; // a refused form holds what was typed already
        const semula = isi(form);
        if (JSON.stringify(draf) === JSON.stringify(semula)) return;
        pasang(form, draf);
        const kabar = form.querySelector("[data-draf-pulih]");
        kabar.hidden = false;
        kabar.querySelector("[data-draf-buang]").addEventListener("click", () => {
            buang(form);
            pasang(form, semula);
            kabar.hidden = true;
        });
    }

    /* The panel of a row is gone: the focus goes back to the link that opened it. */
    function tutup(form) {
        const baris = document.getElementById(form.dataset.baris);
        const berubah = JSON.stringify(isi(form)) !== awal.get(form);
        if (berubah) tulis(form);
        else buang(form);
        clearTimeout(tunggu.get(form));
        tunggu.delete(form);
        if (!baris) return;
        if (berubah) baris.querySelector("[data-kabar]").textContent = "Tulisan belum disimpan";
        baris.querySelector(".tautan-analisis")?.focus();
    }

    /* What was swapped in may have moved the page after the focus was set. */
    document.addEventListener("htmx:afterSettle", (e) => {
        if (!e.target.closest?.(".analisis-baris") || !e.target.contains(document.activeElement)) return;
        document.activeElement.scrollIntoView({ block: "center", behavior: "instant" });
    });
    document.addEventListener("keydown", (e) => {
        if (e.key !== "Escape" || e.defaultPrevented) return;
        e.target.closest?.("form[data-draf]")?.querySelector("[data-draf-tutup]")?.click();
    });
    document.addEventListener("input", (e) => {
        const form = e.target.form;
        if (!form || !form.dataset.draf) return;
        clearTimeout(tunggu.get(form));
        tunggu.set(form, setTimeout(() => tulis(form), JEDA));
    });
    window.addEventListener("pagehide", () => {
        document.querySelectorAll("form[data-draf]").forEach((form) => {
            if (tunggu.has(form)) tulis(form);
        });
    });
    /* Saved (2xx): nothing is kept. A 422 brings the typed text back by itself. Closed: what was typed stays, and the
       row says so. */
    document.addEventListener("htmx:afterRequest", (e) => {
        const asal = e.detail.requestConfig.elt; // `detail.elt` is a parent once the answer has taken its place
        const form = asal.closest("form[data-draf]");
        const masuk = document.body.dataset.masuk;
        const { status, responseURL } = e.detail.xhr;
        if (!form || status !== 200 || (masuk && new URL(responseURL).pathname === masuk)) return;
        if (asal.matches("[data-draf-tutup]")) {
            tutup(form);
            return;
        }
        buang(form);
        tunggu.delete(form);
    });
    document.addEventListener("htmx:load", (e) => {
        if (e.detail.elt.querySelectorAll) e.detail.elt.querySelectorAll("form[data-draf]").forEach(pulihkan);
    });
    if (!window.htmx) document.querySelectorAll("form[data-draf]").forEach(pulihkan);
})();
