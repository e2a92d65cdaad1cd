/* The form of a node: typing goes on behind the code that is there already; below the field stands what it is read as. */
"use strict";

(() => {
    const kode = document.querySelector("[data-akhir]");
    if (!kode) return;
    const bantuan = document.getElementById("id_kode_helptext");
    const usul = Object.assign(document.createElement("div"), { id: "usul-kode", className: "form-text usul-kode" });
    usul.setAttribute("role", "status");
    (bantuan || kode).after(usul);
    kode.setSelectionRange(kode.value.length, kode.value.length);
})();
