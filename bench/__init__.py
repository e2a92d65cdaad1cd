"""Benchmarks: ratios measured in one run. Goals of speed and memory live here, never in timed tests."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
