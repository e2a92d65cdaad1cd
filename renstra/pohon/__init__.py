"""Pohon kinerja: conditions from the final outcome down to daily work, mapped to plan, units and positions."""
