"""Trees for tests, made without a database."""

from __future__ import annotations

from renstra.pohon.bentuk import Pohon, Simpul, Tautan
from renstra.pohon.enums import Celah, JenjangKondisi

J = JenjangKondisi
JENJANG = (J.AKHIR, J.FAKTOR, J.ANTARA, J.OPERASIONAL)
KALIMAT = (
    "Terwujudnya penyelenggaraan yang demokratis, tepat waktu, efisien, dan efektif",
    "Meningkatnya kualitas sumber daya manusia yang kompeten",
    "Tersedianya data dan informasi yang mutakhir serta dipublikasikan kepada masyarakat luas sesuai ketentuan",
    "Laporan keuangan disusun tepat waktu sesuai standar akuntansi pemerintahan",
    "Pendidikan pemilih terlaksana",
)


class Pembuat:
    """Builds trees with numbers of their own: `Pembuat().pohon(4, 3, 6)` has so many children per level."""

    def __init__(self) -> None:
        self.pk = 0

    def simpul(self, nomor: str, tingkat: int, lebar: tuple[int, ...]) -> Simpul:
        self.pk += 1
        pk = self.pk
        anak = (
            tuple(self.simpul(f"{nomor}.{n}", tingkat + 1, lebar[1:]) for n in range(1, lebar[0] + 1)) if lebar else ()
        )
        bawah = not anak
        return Simpul(
            pk=pk,
            nomor=nomor,
            jenjang=JENJANG[min(tingkat, 3)],
            uraian=KALIMAT[pk % len(KALIMAT)],
            sasaran=(Tautan(pk, f"Sasaran {pk}", f"S{pk}", f"/sasaran/{pk}/"),) if tingkat == 1 else (),
            indikator=(Tautan(pk, f"Persentase layanan {pk}", f"{pk}.1", f"/indikator/{pk}/"),) if bawah else (),
            unit=(Tautan(pk % 3, f"Sub Bagian Uji {pk % 3}"),) if bawah and pk % 5 else (),
            output=(f"Meningkatnya layanan {pk}",) if bawah else (),
            celah=() if pk % 5 else (Celah.PEMILIK,),
            anak=anak,
        )

    def pohon(self, *lebar: int, puncak: int = 1) -> Pohon:
        return Pohon(tuple(self.simpul(str(n), 0, lebar) for n in range(1, puncak + 1)))
