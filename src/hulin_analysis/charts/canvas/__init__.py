"""Canvas: the figure, the page that is laid out on it and again when it changes, and its files."""
