"""Electronic signatures on papers: who signs, by which provider, and whether a file is what was signed.

`antarmuka` is the one small interface; `internal`, `bsre` and `basah` are the providers behind it, `pembubuhan` the
only place where pyHanko signs and `pemeriksaan` the only one where it validates. `services` puts a signature on a paper
so that file and rows appear together or not at all. What a signature proves and what it does not: docs/tandatangan.md.
"""
