/* The editor of prose over its textarea (templates/komponen/prosa/). The engine is Tiptap from django-prose-editor; the
   toolbar is our own markup, so that it speaks Indonesian and follows the page's style. When the engine cannot be loaded,
   the textarea stays. What leaves here is cleaned again by the server (sakip/prosa/bersih.py). */

const HURUF_OL = ["1", "a", "1"];
const SKEMA = /^(https?:\/\/|mailto:)\S+$/i;

/* ---------- what a text may hold: the same elements as on the server ---------- */

function ekstensi(pe) {
    /* The kind of numbering stands in `type`; without one it follows the depth, as in print. */
    const Bernomor = pe.OrderedList.extend({
        addAttributes() {
            const jenis = (el) => el.getAttribute("type") || HURUF_OL[Math.min(kedalaman(el), 2)];
            return { type: { default: "1", parseHTML: jenis, rendered: false } };
        },
        renderHTML: ({ node }) => ["ol", { type: node.attrs.type }, 0],
        addNodeView: () => null,
        addInputRules() {
            const aturan = (find, type) => pe.wrappingInputRule({ find, type: this.type, getAttributes: { type } });
            return [aturan(/^1\.\s$/, "1"), aturan(/^a\.\s$/, "a")];
        },
    });
    /* The title of a table is an attribute: it is written in a dialog and numbered in print. */
    const Tabel = pe.Table.extend({
        addAttributes() {
            const judul = (el) => [...el.children].find((anak) => anak.tagName === "CAPTION")?.textContent.trim() || null;
            return { ...this.parent?.(), judul: { default: null, parseHTML: judul, rendered: false } };
        },
        parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
        renderHTML({ node }) {
            const kepala = node.attrs.judul ? [["caption", { contenteditable: "false" }, node.attrs.judul]] : [];
            return ["table", ...kepala, ["tbody", 0]];
        },
        addNodeView: () => null,
    });
    return [
        ...[pe.Document, pe.Paragraph, pe.Text, pe.HardBreak, pe.Bold, pe.Italic, pe.Underline, pe.Subscript],
        ...[pe.Superscript, pe.Blockquote, pe.BulletList, pe.ListItem, Bernomor, pe.History, pe.Gapcursor],
        pe.Heading.configure({ levels: [3, 4] }),
        pe.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({ autolink: false, linkOnPaste: false }),
        ...[Tabel.configure({ resizable: false }), pe.TableRow, pe.TableHeader, pe.TableCell],
    ];
}

function kedalaman(el) {
    let n = 0;
    for (let atas = el.parentElement?.closest("ol"); atas; atas = atas.parentElement?.closest("ol")) n += 1;
    return n;
}

/* ---------- acts of the toolbar ---------- */

const jenisParagraf = {
    paragraf: (c) => c.clearNodes(),
    judul: (c) => c.clearNodes().setHeading({ level: 3 }),
    "anak-judul": (c) => c.clearNodes().setHeading({ level: 4 }),
    kutipan: (c) => c.clearNodes().setBlockquote(),
};

function jenisKini(editor) {
    if (editor.isActive("heading", { level: 3 })) return "judul";
    if (editor.isActive("heading", { level: 4 })) return "anak-judul";
    return editor.isActive("blockquote") ? "kutipan" : "paragraf";
}

/* A list that is numbered otherwise changes its numbering; one that is so already becomes paragraphs. */
function bernomor(editor, type) {
    const c = editor.chain().focus();
    if (editor.isActive("orderedList") && !editor.isActive("orderedList", { type })) {
        c.updateAttributes("orderedList", { type }).run();
    } else if (editor.isActive("orderedList")) {
        c.toggleOrderedList().run();
    } else {
        c.toggleOrderedList().updateAttributes("orderedList", { type }).run();
    }
}

const aksi = {
    tebal: { lakukan: (c) => c.toggleBold(), nyala: (e) => e.isActive("bold") },
    miring: { lakukan: (c) => c.toggleItalic(), nyala: (e) => e.isActive("italic") },
    bertanda: { lakukan: (c) => c.toggleBulletList(), nyala: (e) => e.isActive("bulletList") },
    bernomor: { jalankan: (e) => bernomor(e, "1"), nyala: (e) => e.isActive("orderedList", { type: "1" }) },
    berhuruf: { jalankan: (e) => bernomor(e, "a"), nyala: (e) => e.isActive("orderedList", { type: "a" }) },
    tautan: { jalankan: tanyaTautan, nyala: (e) => e.isActive("link") },
    "sisipkan-tabel": { lakukan: (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
    urungkan: { lakukan: (c) => c.undo() },
    ulangi: { lakukan: (c) => c.redo() },
    "judul-tabel": { jalankan: tanyaJudulTabel },
    "baris-kepala": { lakukan: (c) => c.toggleHeaderRow(), nyala: (e) => e.isActive("tableHeader") },
    "tambah-baris": { lakukan: (c) => c.addRowAfter() },
    "hapus-baris": { lakukan: (c) => c.deleteRow() },
    "tambah-kolom": { lakukan: (c) => c.addColumnAfter() },
    "hapus-kolom": { lakukan: (c) => c.deleteColumn() },
    "gabungkan-sel": { lakukan: (c) => c.mergeCells() },
    "pisahkan-sel": { lakukan: (c) => c.splitCell() },
    "hapus-tabel": { lakukan: (c) => c.deleteTable() },
};

function lakukan(editor, nama) {
    if (aksi[nama].jalankan) aksi[nama].jalankan(editor);
    else aksi[nama].lakukan(editor.chain().focus()).run();
}

/* ---------- the one-line dialog ---------- */

function tanya({ judul, isi, periksa = () => "" }) {
    const dialog = document.querySelector("[data-dialog-penyunting]");
    const jawab = dialog.querySelector("#penyunting-jawab");
    const galat = dialog.querySelector("#penyunting-galat");
    dialog.querySelector("#penyunting-tanya").textContent = judul;
    galat.textContent = "";
    jawab.value = isi;
    dialog.returnValue = "batal";
    dialog.showModal();
    jawab.select();
    return new Promise((selesai) => {
        const kirim = (e) => {
            const salah = e.submitter?.value === "batal" ? "" : periksa(jawab.value.trim());
            galat.textContent = salah;
            if (salah) e.preventDefault();
        };
        dialog.addEventListener("submit", kirim);
        const tutup = () => {
            dialog.removeEventListener("submit", kirim);
            selesai(dialog.returnValue === "pakai" ? jawab.value.trim() : null);
        };
        dialog.addEventListener("close", tutup, { once: true });
    });
}

async function tanyaTautan(editor) {
    const alamat = await tanya({
        judul: "Alamat tautan (kosongkan untuk menghapusnya)",
        isi: editor.getAttributes("link").href || "https://",
        periksa: (teks) =>
            teks === "" || teks === "https://" || SKEMA.test(teks)
                ? ""
                : "Tulis alamat yang lengkap, misalnya https://kantor.go.id.",
    });
    if (alamat === null) return;
    const c = editor.chain().focus().extendMarkRange("link");
    if (SKEMA.test(alamat)) {
        const kosong = editor.state.selection.empty && !editor.isActive("link");
        if (kosong) c.insertContent({ type: "text", text: alamat, marks: [{ type: "link", attrs: { href: alamat } }] }).run();
        else c.setLink({ href: alamat }).run();
    } else {
        c.unsetLink().run();
    }
}

async function tanyaJudulTabel(editor) {
    const judul = await tanya({
        judul: "Judul tabel, tanpa nomornya",
        isi: editor.getAttributes("table").judul || "",
    });
    if (judul !== null) editor.chain().focus().updateAttributes("table", { judul: judul || null }).run();
}

/* ---------- toolbar: one tab stop, arrows move inside ---------- */

function pasangBilah(bilah, editor) {
    const tombol = () => [...bilah.querySelectorAll("select, button")].filter((b) => b.offsetParent !== null);
    const jenis = bilah.querySelector("[data-jenis]");
    const pusat = (kini) => bilah.querySelectorAll("select, button").forEach((b) => (b.tabIndex = b === kini ? 0 : -1));
    pusat(jenis);
    bilah.addEventListener("focusin", (e) => pusat(e.target));
    bilah.addEventListener("keydown", (e) => {
        const langkah = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
        const semua = tombol();
        if (e.key === "Escape") editor.commands.focus();
        else if (langkah) semua[(semua.indexOf(e.target) + langkah + semua.length) % semua.length].focus();
        else return;
        e.preventDefault();
    });
    bilah.addEventListener("mousedown", (e) => {
        if (e.target.closest("button")) e.preventDefault(); // the text keeps its selection
    });
    bilah.addEventListener("click", (e) => {
        const b = e.target.closest("[data-aksi]");
        if (b) lakukan(editor, b.dataset.aksi);
    });
    jenis.addEventListener("change", () => jenisParagraf[jenis.value](editor.chain().focus()).run());

    const segarkan = () => {
        jenis.value = jenisKini(editor);
        bilah.querySelector("[data-tabel]").hidden = !editor.isActive("table");
        bilah.querySelectorAll("[aria-pressed]").forEach((b) => {
            b.setAttribute("aria-pressed", String(aksi[b.dataset.aksi].nyala(editor)));
        });
    };
    editor.on("transaction", segarkan);
    segarkan();
    bilah.hidden = false;
}

/* ---------- one editor ---------- */

function pasang(wadah, pe, { rapikanTempelan }) {
    const area = wadah.querySelector("textarea");
    const bentuk = wadah.querySelector('[name$="bentuk"]');
    const bilah = wadah.querySelector(".penyunting-bilah");
    const label = wadah.querySelector(`label[for="${area.id}"]`);
    const berupaHtml = bentuk.value === "html";
    const asli = berupaHtml ? area.value : wadah.querySelector("template[data-isi]").innerHTML;
    /* Somebody typed before the engine was here, or the server could not turn the text into HTML: it stays as it is. */
    if (!berupaHtml && (area.value !== area.defaultValue || (area.value.trim() && !asli.trim()))) return;
    const terfokus = document.activeElement === area;
    const tempat = document.createElement("div");
    tempat.className = "penyunting-teks";
    area.before(tempat);
    label.id ||= `label_${area.id}`;
    const penjelas = [area.getAttribute("aria-describedby"), "penyunting-tombol"].filter(Boolean).join(" ");
    const editor = new pe.Editor({
        element: tempat,
        extensions: ekstensi(pe),
        content: asli,
        injectCSS: false,
        editorProps: {
            attributes: {
                ...{ role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, class: "prosa" },
                ...{ "aria-describedby": penjelas, lang: "id", id: area.id },
                ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
            },
            transformPastedHTML: rapikanTempelan,
            handleKeyDown: (_, e) => tombolTeks(e, editor, bilah),
        },
        onUpdate: () => {
            bentuk.value = "html";
            area.value = editor.isEmpty ? "" : editor.getHTML();
            area.dispatchEvent(new Event("input", { bubbles: true }));
        },
    });
    area.removeAttribute("id");
    area.hidden = true;
    label.addEventListener("click", () => editor.commands.focus());
    pasangBilah(bilah, editor);
    wadah.querySelector(".penyunting-tombol").hidden = false;
    wadah.classList.add("aktif");
    if (terfokus) editor.commands.focus();
}

function tombolTeks(e, editor, bilah) {
    if (e.altKey && e.key === "F10") bilah.querySelector('[tabindex="0"]').focus();
    else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") lakukan(editor, "tautan");
    else return false;
    e.preventDefault();
    e.stopPropagation(); // Ctrl+K is the search elsewhere
    return true;
}

/* The addresses carry a fingerprint of the file, so the page knows them and this file does not. */
for (const wadah of document.querySelectorAll("[data-penyunting]")) {
    const bahan = [import(wadah.dataset.pustaka), import(wadah.dataset.tempelan)];
    Promise.all(bahan).then(([pe, tempelan]) => pasang(wadah, pe, tempelan));
}
