"""What a browser posts for the sheet of rows."""

from django.http import QueryDict

from perjanjian.lembar import Lembar


def kirim(perjanjian, hapus=(), **ubah):
    """What a browser posts for the sheet as it is shown now; `ubah` with "__" for "-" in the names."""
    lembar = Lembar(perjanjian)
    data = QueryDict(mutable=True)
    for formset in lembar.semua_formset:
        for bidang in [*formset.management_form, *(b for form in formset for b in form)]:
            nilai = bidang.value()
            if not bidang.html_name.endswith("-DELETE"):
                data[bidang.html_name] = "" if nilai is None else str(nilai)
    data.update({nama.replace("__", "-"): nilai for nama, nilai in ubah.items()})
    for nama in hapus:
        data[f"{nama}-DELETE"] = "on"
    return data
