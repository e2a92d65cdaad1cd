"""A DIPA out into a workbook and back: what is in it, what would change, writing all or nothing."""
