"""What a browser calls itself, in words that its owner recognises."""

#: The first that is contained wins: nearly all of them also claim to be Chrome, Safari and Mozilla.
PERAMBAN = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
PERANGKAT = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def sebut(user_agent: str) -> str:
    """ "Chrome di Windows"; what is not recognised is said to be so."""
    nama = _pertama(PERAMBAN, user_agent) or "Peramban lain"
    tempat = _pertama(PERANGKAT, user_agent)
    return f"{nama} di {tempat}" if tempat else nama


def _pertama(daftar: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((kata for tanda, kata in daftar if tanda in user_agent), "")
