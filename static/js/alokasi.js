/* <form data-alokasi>: how many codes are ticked, and how much money they have free. */
"use strict";

(() => {
    const rupiah = new Intl.NumberFormat("id-ID");

    function hitung(form) {
        const kata = form.querySelector("[data-hitung]");
        if (!kata) return;
        kata.dataset.semula = kata.dataset.semula || kata.textContent;
        const dipilih = [...form.querySelectorAll("input[name=kode]:checked")];
        const jumlah = dipilih.reduce((n, k) => n + Number(k.dataset.pagu), 0);
        kata.textContent = dipilih.length
            ? `${dipilih.length} pos terpilih, ${rupiah.format(jumlah)} rupiah belum dialokasikan`
            : kata.dataset.semula;
    }

    document.addEventListener("change", (e) => {
        const form = e.target.closest("form[data-alokasi]");
        if (form && e.target.name === "kode") hitung(form);
    });

    const mulai = () => document.querySelectorAll("form[data-alokasi]").forEach(hitung);
    document.addEventListener("DOMContentLoaded", mulai);
    document.addEventListener("htmx:afterSettle", mulai);
})();
