"""Prose that people write: cleaned HTML for keeping and printing, light text for typing without JavaScript."""
