import pytest
from django.contrib import admin

from renstra.models import Indikator, Kegiatan, Program, Renstra
from tests import pabrik


@pytest.fixture
def permintaan(rf, db):
    permintaan = rf.get("/admin/")
    permintaan.user = pabrik.PenggunaFactory(is_superuser=True, is_staff=True)
    return permintaan


def boleh(permintaan, baris):
    halaman = admin.site._registry[type(baris)]
    return halaman.has_change_permission(permintaan, baris), halaman.has_delete_permission(permintaan, baris)


@pytest.mark.parametrize(("nama", "hasil"), [("draf", (True, True)), ("renstra", (False, False))])
def test_only_a_draft_can_be_changed_in_the_admin(request, permintaan, nama, hasil):
    renstra = request.getfixturevalue(nama)
    sasaran = pabrik.SasaranFactory(renstra=renstra)
    program = Program.objects.create(renstra=renstra, urut=1, nama="Program")
    kegiatan = Kegiatan.objects.create(program=program, urut=1, nama="Kegiatan")

    for baris in (renstra, sasaran, pabrik.IndikatorFactory(sasaran=sasaran), program, kegiatan):
        assert boleh(permintaan, baris) == hasil


@pytest.mark.parametrize("model", [Renstra, Indikator])
def test_the_lists_open(admin_client, renstra, model):
    pabrik.IndikatorFactory(sasaran__renstra=renstra)

    assert admin_client.get(f"/admin/renstra/{model._meta.model_name}/").status_code == 200


def test_the_status_is_not_a_field_of_the_admin(admin_client, draf):
    jawaban = admin_client.get(f"/admin/renstra/renstra/{draf.pk}/change/")

    assert "status" not in jawaban.context["adminform"].form.fields
