"""SAKIP: settings, addresses, and the kernel that every app rests on."""

import os

# openpyxl writes and reads with lxml where some other package brought it, and then loses a carriage return in a cell.
# It must be said before anybody imports openpyxl.
os.environ["OPENPYXL_LXML"] = "False"

from sakip.celery import app as celery_app

__all__ = ["celery_app"]
