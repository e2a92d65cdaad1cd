"""Path converters: an address names a place, `/<kode satker>/<tahun>/…`."""

from django.urls.converters import StringConverter


class KodeSatkerConverter(StringConverter):
    """Code of a satuan kerja: 3 to 20 digits, kept as text because of leading zeros."""

    regex = "[0-9]{3,20}"


class TahunConverter:
    """Budget year 2000–2099, as int."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
