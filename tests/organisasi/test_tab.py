"""The bar above the pages of Pengaturan: what exists and what the person may open."""

from django.test import RequestFactory

from organisasi import tab
from organisasi.tab import Tab, tab_pengaturan


def _label(pengguna, satker, aktif="organisasi"):
    request = RequestFactory().get("/")
    request.user = pengguna
    return [t["label"] for t in tab_pengaturan(request, satker, 2024, aktif)]


def test_a_page_that_does_not_exist_is_left_out(monkeypatch, pembaca, satker):
    monkeypatch.setattr(
        tab, "TAB", (Tab("a", "Ada", "organisasi:organisasi"), Tab("b", "Tiada", "organisasi:tidak-ada"))
    )
    assert _label(pembaca, satker) == ["Ada"]


def test_a_page_is_offered_to_those_who_may_open_it(monkeypatch, pembaca, admin_satker, satker):
    monkeypatch.setattr(tab, "TAB", (Tab("a", "Impor", "organisasi:organisasi", "organisasi.impor_organisasi"),))
    assert _label(pembaca, satker) == []
    assert _label(admin_satker, satker) == ["Impor"]


def test_the_own_page_is_marked(pembaca, satker):
    request = RequestFactory().get("/")
    request.user = pembaca
    assert [t["label"] for t in tab_pengaturan(request, satker, 2024, "organisasi") if t["aktif"]] == ["Organisasi"]
