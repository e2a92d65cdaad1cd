/* Comfort on top of pages that work without it: menus, search key, unsaved changes, failed requests, floating notes. */
"use strict";

document.documentElement.classList.add("js");

/* ---------- <details> as menus and notes: one open at a time, closed by a click outside or Esc ---------- */

const MENU = "details.menu, details.asal";
const BANTUAN = "details.bantuan"; // stays open while one works beside it

function tutupMenu(kecuali) {
    document.querySelectorAll(MENU).forEach((menu) => {
        if (menu.open && !menu.contains(kecuali)) menu.open = false;
    });
}

document.addEventListener("click", (e) => tutupMenu(e.target));

document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const terbuka = e.target.closest && e.target.closest(`${MENU}, ${BANTUAN}`);
    tutupMenu(null);
    if (terbuka && terbuka.matches(BANTUAN)) terbuka.open = false;
    if (terbuka) terbuka.querySelector("summary").focus();
});

/* A note inside a scrolling table floats above it, kept inside the window. */
function letakkan(asal) {
    const isi = asal.querySelector(".asal-isi");
    const melayang = asal.open && Boolean(asal.closest(".tabel-bingkai, .kartu-kartu"));
    isi.classList.toggle("melayang", melayang);
    isi.style.top = isi.style.left = "";
    if (!melayang) return;
    const titik = asal.getBoundingClientRect();
    const muat = titik.bottom + isi.offsetHeight + 8 < window.innerHeight;
    isi.style.top = `${Math.max(8, muat ? titik.bottom + 4 : titik.top - isi.offsetHeight - 4)}px`;
    isi.style.left = `${Math.max(8, Math.min(titik.right - isi.offsetWidth, window.innerWidth - isi.offsetWidth - 8))}px`;
}

document.addEventListener("toggle", (e) => {
    if (e.target.matches && e.target.matches("details.asal")) letakkan(e.target);
}, true);

document.addEventListener("scroll", (e) => {
    if (e.target.closest && e.target.closest(".asal-isi, .menu-isi")) return;
    document.querySelectorAll("details.asal[open]").forEach(letakkan);
}, true);

/* ---------- Ctrl+K goes to the search field ---------- */

document.addEventListener("keydown", (e) => {
    const cari = document.querySelector("[data-cari]");
    if (!cari || e.key.toLowerCase() !== "k" || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    cari.focus();
    cari.select();
});

/* ---------- <input data-enter="id">: Enter presses this button instead of the form's first one ---------- */

document.addEventListener("keydown", (e) => {
    const tombol = e.key === "Enter" && e.target.dataset && document.getElementById(e.target.dataset.enter);
    if (!tombol) return;
    e.preventDefault();
    tombol.click();
});

/* ---------- unsaved changes: <form data-jaga> asks before the page is left ---------- */

const kotor = new Set();

document.addEventListener("input", (e) => {
    const form = e.target.closest("form[data-jaga]");
    if (form) kotor.add(form);
});

document.addEventListener("submit", (e) => {
    kotor.delete(e.target);
});

window.addEventListener("beforeunload", (e) => {
    if ([...kotor].some((form) => form.isConnected)) e.preventDefault();
});

/* An error summary takes the focus, so that it is read first. */
const galat = document.querySelector("[data-fokus]");
if (galat) galat.focus({ preventScroll: true });

/* A jump inside the page leaves no "#…" in the address: the next form would carry it along, and the browser would go
   there instead of to the error or the button that asks for the focus. */
window.addEventListener("hashchange", () => {
    history.replaceState(history.state, "", window.location.pathname + window.location.search);
});

/* On a phone the bar of tabs is wider than the screen: the tab one is on is in sight, and an edge behind which there is
   more fades. */
function tandaiTab(bar) {
    const sisa = bar.scrollWidth - bar.clientWidth - bar.scrollLeft;
    bar.classList.toggle("lebih-kiri", bar.scrollLeft > 1);
    bar.classList.toggle("lebih-kanan", sisa > 1);
}

const tabBar = [...document.querySelectorAll(".tab-bar")];
tabBar.forEach((bar) => {
    const tab = bar.querySelector("[aria-current]");
    if (tab) bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
    bar.addEventListener("scroll", () => tandaiTab(bar), { passive: true });
    tandaiTab(bar);
});
window.addEventListener("resize", () => tabBar.forEach(tandaiTab));

/* A table wider than its frame scrolls in it and draws the edge of its fixed column; one that fits scrolls with the page. */
function tandaiGulir() {
    document.querySelectorAll(".tabel-bingkai").forEach((b) => {
        b.classList.remove("muat");
        const lebar = b.scrollWidth > b.clientWidth;
        b.classList.toggle("bergulir", lebar);
        b.classList.toggle("muat", !lebar);
    });
}
tandaiGulir();
window.addEventListener("resize", tandaiGulir);
document.addEventListener("htmx:afterSettle", tandaiGulir);

/* ---------- requests of htmx that fail say so, keep what was typed, and can be repeated ---------- */

const GALAT = {
    0: ["Tidak tersambung", "Server tidak menjawab. Periksa jaringan Anda; isian di layar tetap ada."],
    403: ["Tidak diizinkan", "Anda tidak berhak melakukan ini, atau sesi Anda sudah diperbarui. Muat ulang halaman bila perlu."],
    404: ["Tidak ditemukan", "Data ini sudah tidak ada atau sudah dipindahkan. Muat ulang halaman."],
    413: ["Berkas terlalu besar", "Kecilkan berkas itu, lalu unggah lagi."],
    429: ["Terlalu sering", "Tunggu sebentar, lalu coba lagi."],
};
const GALAT_LAIN = ["Server gagal memproses", "Perubahan terakhir belum tersimpan. Isian di layar tetap ada."];
const SESI_HABIS = ["Sesi Anda berakhir", "Masuk lagi di tab baru, lalu tekan Coba lagi; isian di layar tetap ada."];
const LEKAS_LEWAT = [GALAT[0], SESI_HABIS]; // over as soon as any request succeeds
const SEBENTAR = 4000;
let gagalTerakhir = null;
let kabarKini = null;

function kabarkan(detail, kabar) {
    const [judul, isi] = kabar;
    const kotak = document.getElementById("pesan-jaringan");
    if (!kotak) return;
    gagalTerakhir = detail;
    kabarKini = kabar;
    kotak.querySelector("[data-judul]").textContent = judul;
    kotak.querySelector("[data-isi]").textContent = isi;
    const masuk = kotak.querySelector("[data-masuk-lagi]");
    masuk.hidden = kabar !== SESI_HABIS;
    masuk.href = `${document.body.dataset.masuk}?${new URLSearchParams({ next: window.location.pathname + window.location.search })}`;
    kotak.hidden = false;
}

function tutupKabar() {
    const kotak = document.getElementById("pesan-jaringan");
    if (kotak) kotak.hidden = true;
}

/* Any request that went well shows that the connection, and the session, are back. */
function kabarTersambung() {
    if (LEKAS_LEWAT.includes(kabarKini)) tutupKabar();
}
window.addEventListener("online", () => {
    if (kabarKini === GALAT[0]) tutupKabar();
});

const keMasuk = (alamat) => Boolean(alamat && document.body.dataset.masuk) && new URL(alamat).pathname === document.body.dataset.masuk;

/* Without a session a form's token is refused before anybody asks who sent it: the page itself tells which it was. */
async function sesiHabis() {
    try {
        return keMasuk((await fetch(window.location.href, { method: "HEAD" })).url);
    } catch {
        return false;
    }
}

function ulangi() {
    const detail = gagalTerakhir;
    tutupKabar();
    if (!detail) return;
    const peristiwa = detail.requestConfig.triggeringEvent;
    window.htmx.trigger(detail.elt, peristiwa ? peristiwa.type : "click");
}

["htmx:sendError", "htmx:timeout"].forEach((nama) => {
    document.addEventListener(nama, (e) => kabarkan(e.detail, GALAT[0]));
});
document.addEventListener("htmx:responseError", async (e) => {
    const { status } = e.detail.xhr;
    kabarkan(e.detail, GALAT[status] || GALAT_LAIN);
    if (status === 403 && await sesiHabis()) kabarkan(e.detail, SESI_HABIS);
});

/* Logging in again in another tab changes the CSRF token; the cookie always has the current one. "" without it. */
function tokenCsrf() {
    const kue = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/);
    return kue ? kue[1] : "";
}

document.addEventListener("htmx:configRequest", (e) => {
    const token = tokenCsrf();
    if (!token) return;
    e.detail.headers["X-CSRFToken"] = token;
    delete e.detail.parameters.csrfmiddlewaretoken;
});

/* After the session has ended every request answers with the login page: it must not land inside a table cell. */
document.addEventListener("htmx:beforeSwap", (e) => {
    if (!keMasuk(e.detail.xhr.responseURL)) return;
    e.detail.shouldSwap = false;
    kabarkan(e.detail, SESI_HABIS);
});

document.addEventListener("htmx:afterRequest", (e) => {
    if (!e.detail.successful || keMasuk(e.detail.xhr.responseURL)) return;
    kabarTersambung();
    const form = e.detail.elt.closest("form[data-jaga]");
    if (form) kotor.delete(form);
    if (gagalTerakhir && gagalTerakhir.elt === e.detail.elt) tutupKabar();
});

document.addEventListener("click", (e) => {
    if (e.target.closest("[data-ulangi]")) ulangi();
    if (e.target.closest("[data-tutup]")) tutupKabar();
});

/* A saved row shows a quiet tick for a moment (the server answers the row with class "tersimpan"). */
document.addEventListener("htmx:load", (e) => {
    const baris = e.detail.elt;
    if (baris.classList.contains("tersimpan")) setTimeout(() => baris.classList.remove("tersimpan"), SEBENTAR);
});

document.querySelectorAll("[data-cetak]").forEach((tombol) => tombol.addEventListener("click", () => window.print()));
