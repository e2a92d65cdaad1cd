from decimal import Decimal

from organisasi.models import Penugasan
from renstra import services
from renstra.enums import StatusRenstra
from renstra.kekurangan import kekurangan_renstra, yang_menetapkan
from renstra.models import KeputusanRenstra, Misi, NarasiRenstra, Tujuan
from renstra.naskah.enums import BOLEH_KOSONG, KunciNaskah
from renstra.naskah.keputusan_awal import keputusan_awal
from tests import pabrik


def teks(jawaban):
    return jawaban.content.decode()


def kalimat(renstra):
    return {k.kalimat for k in kekurangan_renstra(renstra).kurang}


def lengkapi(draf, unit):
    """Everything that is asked for."""
    draf.visi = "Menjadi penyelenggara yang dipercaya"
    draf.save()
    Misi.objects.create(renstra=draf, urut=1, teks="Misi")
    Tujuan.objects.create(renstra=draf, urut=1, teks="Tujuan")
    for i in draf.sasaran.get().indikator.all():
        i.cara_pengukuran = "X ÷ Y"
        i.save()
        i.pelaksana.add(unit)
        for tahun in draf.tahun_periode:
            i.target_tahunan.update_or_create(tahun=tahun, defaults={"nilai": Decimal(1)})
    for kunci in set(KunciNaskah) - BOLEH_KOSONG:
        NarasiRenstra.objects.create(renstra=draf, kunci=kunci, isi="<p>Isi</p>")
    KeputusanRenstra.objects.create(renstra=draf, **keputusan_awal(draf))


def test_a_complete_plan_lacks_nothing(draf, indikator, unit):
    lengkapi(draf, unit)

    keadaan = kekurangan_renstra(draf)

    assert keadaan.kurang == ()
    assert (keadaan.sasaran, keadaan.indikator, keadaan.iku) == (1, 1, int(indikator.iku))


def test_everything_that_is_missing_is_counted(draf, indikator):
    draf.visi = ""
    draf.save()
    pabrik.IndikatorFactory(sasaran=indikator.sasaran, urut=9, kode="3.9", cara_pengukuran="")
    indikator.cara_pengukuran = "X ÷ Y"
    indikator.save()

    kurang = kalimat(draf)

    assert {"Visi belum ditulis.", "Belum ada misi.", "Belum ada tujuan."} <= kurang
    assert "2 dari 2 indikator tanpa unit pelaksana." in kurang
    assert "1 dari 2 indikator tanpa target satu tahun pun." in kurang
    assert "1 dari 2 indikator tanpa cara pengukuran." in kurang
    kosong = ", ".join(str(t) for t in draf.tahun_periode if t != 2024)
    assert f"Belum ada target untuk tahun {kosong}." in kurang
    wajib = len(set(KunciNaskah) - BOLEH_KOSONG)
    assert f"{wajib} dari {wajib} uraian naskah masih kosong." in kurang
    assert "Naskah keputusan belum disimpan." in kurang


def test_a_plan_without_indikator_says_only_that(draf):
    kurang = kalimat(draf)

    assert "Belum ada indikator." in kurang
    assert not any("dari 0" in k for k in kurang)


def test_the_queries_do_not_grow(draf, indikator, unit, django_assert_num_queries):
    for n in range(9):
        i = pabrik.IndikatorFactory(sasaran=indikator.sasaran, urut=n + 2, kode=f"3.{n + 2}")
        i.pelaksana.add(unit)
        pabrik.TargetTahunanFactory(indikator=i, tahun=2024)

    with django_assert_num_queries(8):
        kekurangan_renstra(draf)


def test_the_page_before_handing_in_says_what_and_leads_to_the_cure(masuk, perencana, alamat, draf, indikator):
    isi = teks(masuk(perencana).get(alamat(f"{draf.pk}/ajukan/")))

    assert draf.judul in isi
    assert "1 sasaran · 1 indikator · " in isi
    assert "Yang masih kurang" in isi
    assert f'href="{alamat(f"{draf.pk}/keputusan/")}"' in isi
    assert "kepada Ketua atau Sekretaris" in isi
    assert ">Ajukan" in isi


def test_advice_is_no_refusal(masuk, perencana, alamat, draf, indikator):
    jawaban = masuk(perencana).post(alamat(f"{draf.pk}/ajukan/"), follow=True)

    draf.refresh_from_db()
    assert draf.status == StatusRenstra.DIAJUKAN
    assert "menunggu penetapan Ketua atau Sekretaris." in teks(jawaban)
    assert "Renstra ini menunggu penetapan Ketua atau Sekretaris;" in teks(jawaban)


def test_who_fixes_it_reads_the_same_without_links(masuk, perencana, sekretaris, alamat, draf, indikator):
    services.ajukan(renstra=draf, oleh=perencana)

    isi = teks(masuk(sekretaris).get(alamat(f"{draf.pk}/tetapkan/")))

    assert "Naskah keputusan belum disimpan." in isi
    assert f'href="{alamat(f"{draf.pk}/keputusan/")}"' not in isi


def test_the_ketua_in_office_is_proposed_as_the_signer(masuk, perencana, sekretaris, pimpinan, alamat, draf):
    services.ajukan(renstra=draf, oleh=perencana)
    ketua = Penugasan.objects.get(pejabat=pimpinan.pejabat)

    form = masuk(sekretaris).get(alamat(f"{draf.pk}/tetapkan/")).context["form"]

    assert form["penandatangan"].value() == ketua.pejabat.nama_lengkap
    assert form["jabatan_penandatangan"].value() == ketua.jabatan.nama


def test_the_signer_of_the_predecessor_comes_first(masuk, perencana, sekretaris, pimpinan, alamat, renstra):
    renstra.penandatangan, renstra.jabatan_penandatangan = "Ketua Lama", "Ketua KPU"
    renstra.save()
    baru = services.buat_revisi(renstra=renstra, oleh=perencana, alasan="Target baru")
    services.ajukan(renstra=baru, oleh=perencana)

    form = masuk(sekretaris).get(alamat(f"{baru.pk}/tetapkan/")).context["form"]

    assert form["penandatangan"].value() == "Ketua Lama"


def test_without_a_ketua_nobody_is_proposed(masuk, perencana, sekretaris, alamat, draf):
    services.ajukan(renstra=draf, oleh=perencana)

    form = masuk(sekretaris).get(alamat(f"{draf.pk}/tetapkan/")).context["form"]

    assert not form["penandatangan"].value()


def test_who_may_fix_comes_from_the_table_of_rights():
    assert yang_menetapkan() == "Ketua atau Sekretaris"


def test_the_visi_that_is_missing_leads_to_its_form(masuk, perencana, pembaca, alamat, draf, indikator):
    draf.visi = ""
    draf.save()

    assert "Tulis visi</a>" in teks(masuk(perencana).get(alamat(f"{draf.pk}/")))
    assert "Tulis visi</a>" not in teks(masuk(pembaca).get(alamat(f"{draf.pk}/")))
