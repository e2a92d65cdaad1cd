#!/usr/bin/env python
"""Django's command line for SAKIP; `bin/manage` calls it inside the right environment."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; wrong settings end with one line instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018  # reads the settings
    except ImproperlyConfigured as galat:
        sys.exit(f"Pengaturan salah: {galat}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
