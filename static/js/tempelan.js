/* What is pasted from Word and Excel, made into the elements that a text may hold. Word writes lists as paragraphs with
   the number inside ("mso-list"); the level and the kind of number are in there too. */

const PADANAN = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };

export function rapikanTempelan(html) {
    /* Styles are set aside before anything is parsed: the page's policy would refuse each of them aloud. */
    const polos = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[a-z][^<>]*?\s)style\s*=/gi, "$1data-gaya=");
    const dokumen = new DOMParser().parseFromString(polos, "text/html");
    dokumen.querySelectorAll("script, meta, link, title, xml, o\\:p:empty").forEach((el) => el.remove());
    for (const el of dokumen.querySelectorAll("h1, h2, h5, h6")) ganti(el, PADANAN[el.tagName]);
    susunDaftar(dokumen.body);
    dokumen.querySelectorAll("span[data-gaya]").forEach(jadikanTanda);
    for (const nama of ["data-gaya", "width", "align", "class"]) {
        dokumen.querySelectorAll(`[${nama}]`).forEach((el) => el.removeAttribute(nama));
    }
    return dokumen.body.innerHTML;
}

/* Some programs write bold and italic as styles only. */
function jadikanTanda(el) {
    if (/font-weight:\s*(bold|[6-9]00)/i.test(gaya(el))) bungkus(el, "strong");
    if (/font-style:\s*italic/i.test(gaya(el))) bungkus(el, "em");
}

function bungkus(el, nama) {
    const baru = el.ownerDocument.createElement(nama);
    baru.append(...el.childNodes);
    el.append(baru);
}

function ganti(el, nama) {
    const baru = el.ownerDocument.createElement(nama);
    baru.append(...el.childNodes);
    el.replaceWith(baru);
    return baru;
}

function gaya(el) {
    return el.getAttribute("data-gaya") || "";
}

/* Paragraphs of a list that follow each other become one list, nested by their level. */
function susunDaftar(badan) {
    let tumpukan = [];
    for (const p of [...badan.querySelectorAll("p, h3, h4")]) {
        const tingkat = Number(/mso-list:[^;]*level(\d+)/.exec(gaya(p))?.[1] || 0);
        if (!tingkat) {
            tumpukan = [];
            continue;
        }
        if (tumpukan.length && bukanBersebelahan(tumpukan[0].daftar, p)) tumpukan = [];
        const butir = badan.ownerDocument.createElement("li");
        const tanda = ambilTanda(p);
        tempatkan(tumpukan, tingkat, tanda, p).append(butir);
        butir.append(...p.childNodes);
        p.remove();
    }
}

function bukanBersebelahan(daftar, p) {
    return daftar.nextElementSibling !== p;
}

/* The list that this paragraph belongs to: the one of its level, or a new one. */
function tempatkan(tumpukan, tingkat, tanda, p) {
    while (tumpukan.length > 1 && tumpukan.at(-1).tingkat > tingkat) tumpukan.pop();
    if (tumpukan.length && tumpukan.at(-1).tingkat >= tingkat) return tumpukan.at(-1).daftar;
    const daftar = p.ownerDocument.createElement(tanda.nama);
    if (tanda.type) daftar.setAttribute("type", tanda.type);
    if (tumpukan.length) tumpukan.at(-1).daftar.lastElementChild.append(daftar);
    else p.before(daftar);
    tumpukan.push({ tingkat, daftar });
    return daftar;
}

/* The number that Word drew in front, taken out; it tells the kind of list. */
function ambilTanda(p) {
    const hiasan = [...p.querySelectorAll("span")].find((el) => /mso-list:\s*ignore/i.test(gaya(el)));
    const teks = hiasan?.textContent.replace(/\s/g, "") || "";
    hiasan?.remove();
    if (/^\(?\d+[.)]?$/.test(teks)) return { nama: "ol", type: "1" };
    if (/^\(?[a-z][.)]$/.test(teks)) return { nama: "ol", type: "a" };
    if (/^\(?[A-Z][.)]$/.test(teks)) return { nama: "ol", type: "A" };
    return { nama: "ul" };
}
