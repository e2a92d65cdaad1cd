"""The world is built once per module and process, inside a transaction that is rolled back at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import override_settings

from tests.akses.dunia import Dunia, bangun
from tests.akses.periksa import Pemeriksa


@pytest.fixture(scope="module")
def dunia(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    berkas: Path = tmp_path_factory.mktemp("akses")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=berkas), transaction.atomic():
        yield bangun()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pemeriksa(dunia: Dunia) -> Pemeriksa:
    return Pemeriksa(dunia)
