from sakip.excel import terdekat

UNIT = ("Bagian Keuangan", "Bagian Umum")


def test_terdekat_names_what_was_meant() -> None:
    assert terdekat("bagian keuangn", UNIT) == "Bagian Keuangan"


def test_terdekat_names_nothing_when_nothing_is_near() -> None:
    assert terdekat("Inspektorat", UNIT) == ""
