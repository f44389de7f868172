"""Drawing: marks, bars, tables and scales on a page, each with its entry in the key."""
