import pytest
from django.contrib import admin

from anggaran.models import Dipa
from tests import pabrik


@pytest.mark.parametrize(("nama", "hasil"), [("dipa_draf", True), ("dipa_berlaku", False)])
def test_only_a_draft_can_be_changed_in_the_admin(request, rf, nama, hasil):
    dipa = request.getfixturevalue(nama)
    permintaan = rf.get("/admin/")
    permintaan.user = pabrik.PenggunaFactory(is_superuser=True, is_staff=True)
    halaman = admin.site._registry[Dipa]

    assert halaman.has_change_permission(permintaan, dipa) is hasil
    assert halaman.has_delete_permission(permintaan, dipa) is hasil


@pytest.mark.parametrize("model", ["dipa", "posisirealisasi"])
def test_the_lists_open(admin_client, dipa_berlaku, posisi, model):
    assert admin_client.get(f"/admin/anggaran/{model}/").status_code == 200
