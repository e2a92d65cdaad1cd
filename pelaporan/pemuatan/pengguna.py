"""Demo logins. Their password is public: it stands in the README and in this file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from organisasi.enums import JenisJabatan, StatusPenugasan
from organisasi.models import Pejabat, Pengguna
from sakip.izin import Peran
from sakip.lingkungan import teks
from sakip.simpul import Simpul

from .pencatat import Pencatat

SANDI_DEMO = "sakip-demo-2024"


@dataclass(frozen=True)
class Akun:
    """A demo login as it is shown to the person who tries the program."""

    nama_pengguna: str
    nama: str
    sebagai: str
    satker: str


def sandi_demo() -> str:
    """The password of logins that are made now; logins that exist keep theirs."""
    return teks("SAKIP_SANDI_DEMO", SANDI_DEMO)


def muat_pengguna(pencatat: Pencatat, berkas: Simpul) -> None:
    """pengguna-demo.yaml. One hash for all: the password is the same, and hashing is slow on purpose."""
    berkas.hanya("pengguna")
    sandi = make_password(sandi_demo())
    for simpul in berkas.anak("pengguna"):
        simpul.hanya("nama_pengguna", "nama", "satker", "pejabat", "peran")
        satker = pencatat.satker(simpul)
        pejabat = None
        if simpul.ada("pejabat"):
            sesatker = Pejabat.objects.filter(penugasan__jabatan__unit__satker=satker).distinct()
            pejabat = pencatat.ambil(simpul, "pejabat", sesatker, nama=simpul.teks("pejabat"))
        nilai = {
            "first_name": pejabat.nama if pejabat else simpul.teks("nama"),
            "satker": satker,
            "pejabat": pejabat,
            "peran": simpul.pilihan("peran", Peran, Peran.PEMBACA),
        }
        kunci = {"username": simpul.teks("nama_pengguna")}
        pencatat.simpan(simpul, Pengguna, kunci, nilai, awal={"password": sandi})


def akun_demo(berkas: Simpul) -> list[Akun]:
    """The logins of the file that exist, in its order."""
    nama = [simpul.teks("nama_pengguna") for simpul in berkas.anak("pengguna")]
    daftar = Pengguna.objects.filter(username__in=nama).select_related("satker", "pejabat")
    ada = {pengguna.username: pengguna for pengguna in daftar}
    return [_akun(ada[n]) for n in nama if n in ada]


def _akun(pengguna: Pengguna) -> Akun:
    satker = pengguna.satker.nama_singkat if pengguna.satker else "–"
    return Akun(pengguna.username, str(pengguna), _sebagai(pengguna), satker)


def _sebagai(pengguna: Pengguna) -> str:
    """The office held, in short, or the role of a login without one."""
    penugasan = pengguna.penugasan_kini().order_by("jabatan__urut").first()
    if penugasan is None:
        return Peran(pengguna.peran).label
    jabatan = JenisJabatan(penugasan.jabatan.jenis).label
    return f"{StatusPenugasan(penugasan.status).awalan} {jabatan}".strip()
