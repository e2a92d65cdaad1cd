"""A Renstra in and out of a workbook: what is in it, what would change, and writing it all or not at all."""
