"""Loading `fixtures/`: hand-written YAML with natural keys, into the tables of all apps.

Every figure stands in a fixture as it was printed and is read by the same functions as a form's (`Satuan.baca`,
`parse_rupiah`); the printed text is kept beside the value. Loading twice changes nothing.
"""
