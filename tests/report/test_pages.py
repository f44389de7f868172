from __future__ import annotations

from typing import Any

from hulin_analysis.report.pages import settle_figures


def block(kind: str, text: str = "字") -> dict[str, Any]:
    words = [{"t": "Str", "c": text}]
    return {"t": kind, "c": [1, ["", [], []], words]} if kind == "Header" else {"t": kind, "c": words}


def figure(height: int) -> dict[str, Any]:
    return {"t": "Figure", "c": [["", [], [["height", str(height)]]], [None, []], []]}


def test_a_tall_figure_waits_behind_the_prose_that_follows() -> None:
    long = block("Para", "字" * 400)
    blocks = [block("Header"), long, figure(590), block("Para"), block("Header"), block("Para")]
    assert [b["t"] for b in settle_figures(blocks)] == ["Header", "Para", "Para", "Figure", "Header", "Para"]
    assert settle_figures(blocks[:3]) == blocks[:3]


def test_a_figure_that_fits_stays() -> None:
    blocks = [block("Header"), block("Para"), figure(400), block("Para")]
    assert settle_figures(blocks) == blocks
