"""The written part of a Renstra: its Keputusan and its prose chapters, as rows beside the cascade and as paper."""
