"""Typesetting: the font, lines broken as Chinese sets them, and letters on a figure."""
