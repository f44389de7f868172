"""Views: articles and frames as a notebook shows them, and a chart beside the text it was drawn from.

Like the charts, a view shows what the text states and nothing else; unlike them it is made for a screen:
it answers to a pointer and to the keyboard, and to a dark theme.
"""

from __future__ import annotations

from hulin_analysis.views.explorer import explore
from hulin_analysis.views.metrics_table import table
from hulin_analysis.views.reader import article_html

__all__ = ["article_html", "explore", "table"]
