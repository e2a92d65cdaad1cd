/* <form data-sekali="Menerapkan …">: an act that takes a while is sent once, and its button says that it is under way. */
"use strict";

document.addEventListener("submit", (e) => {
    const form = e.target.closest("form[data-sekali]");
    const tombol = form && form.querySelector("button[type=submit]");
    if (!tombol) return;
    if (form.getAttribute("aria-busy") === "true") {
        e.preventDefault();
        return;
    }
    form.setAttribute("aria-busy", "true");
    form.dataset.semula = tombol.textContent;
    tombol.textContent = form.dataset.sekali;
    tombol.setAttribute("aria-disabled", "true");
});

/* Back in the browser shows the page as it was left. */
window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sekali][aria-busy]").forEach((form) => {
        const tombol = form.querySelector("button[type=submit]");
        form.removeAttribute("aria-busy");
        tombol.removeAttribute("aria-disabled");
        tombol.textContent = form.dataset.semula;
    });
});
