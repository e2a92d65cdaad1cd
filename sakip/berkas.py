"""Third-party static files by allow-list, so that collecting and compressing them takes seconds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bootstrap_wrapper
import django_htmx
import django_prose_editor
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage

BOOTSTRAP = Path(bootstrap_wrapper.get_bootstrap_dir())
HTMX = Path(django_htmx.__file__).parent / "static"
PENYUNTING = Path(django_prose_editor.__file__).parent / "static"

# Address below STATIC_URL -> folder that holds it. A .map is named inside its file, so the manifest needs it.
BERKAS = {
    "css/bootstrap.min.css": BOOTSTRAP,
    "css/bootstrap.min.css.map": BOOTSTRAP,
    "django_htmx/htmx-2.min.js": HTMX,
    "django_prose_editor/editor.js": PENYUNTING,
    "django_prose_editor/editor.js.map": PENYUNTING,
}
AWALAN = {BOOTSTRAP: "bootstrap"}


class AdminFinder(AppDirectoriesFinder):
    """Finds the admin's own files; other packages bring far more than is used."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(["django.contrib.admin"], *args, **kwargs)


class Gudang(FileSystemStorage):
    """A folder whose files appear below `prefix`, the name that Django's collectstatic looks for."""

    def __init__(self, location: Path, prefix: str | None) -> None:
        super().__init__(location=location)
        self.prefix = prefix


class BerkasTerpilihFinder(BaseFinder):
    """Finds Bootstrap as `bootstrap/css/…` and the others by their package's name, inside the installed packages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        gudang = {akar: Gudang(akar, AWALAN.get(akar)) for akar in BERKAS.values()}
        self.daftar = [(jalan, gudang[akar]) for jalan, akar in BERKAS.items()]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        temuan = [g.path(jalan) for jalan, g in self.daftar if path == "/".join(filter(None, (g.prefix, jalan)))]
        return temuan if find_all or not temuan else temuan[0]

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        yield from self.daftar
