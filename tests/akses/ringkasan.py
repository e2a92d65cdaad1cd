"""Says at the end of a run how much was asked. Its hooks are imported by tests/conftest.py.

Each row of the matrix leaves its counts in the properties of its test, so that they also arrive from other processes.
"""

from __future__ import annotations

from typing import Any

SIFAT = "akses"

_hasil: dict[str, list[Any]] = {}


def pytest_runtest_logreport(report: Any) -> None:
    if report.when == "call":
        for nama, isi in report.user_properties:
            if nama == SIFAT:
                _hasil[report.nodeid] = isi


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _hasil:
        terminalreporter.write_line(kalimat(list(_hasil.values())))


def kalimat(hasil: list[list[Any]]) -> str:
    """One line; each result is [address, people, requests, findings]."""
    alamat = len({str(h[0]) for h in hasil})
    orang, permintaan, temuan = max(h[1] for h in hasil), sum(h[2] for h in hasil), sum(h[3] for h in hasil)
    banyak = f"{permintaan:,}".replace(",", ".")
    kali = f"{alamat} alamat ({len(hasil)} baris) × {orang} orang × 5 hubungan × 2 metode"
    return f"Matriks akses: {kali} = {banyak} permintaan, {temuan} bocor"
