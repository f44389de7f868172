"""Pictures too tall for a page are cut where they are white."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hulin_analysis.report.nodes import figure
from hulin_analysis.report.pages import TALLEST
from hulin_analysis.report.slices import cut_rows, paged
from hulin_analysis.report.tables import TEXT_WIDTH


@given(st.lists(st.integers(0, 9), min_size=1, max_size=300), st.integers(2, 40))
def test_slices_are_whole_and_none_is_too_tall(ink: list[int], tallest: int) -> None:
    cuts = cut_rows(ink, tallest)
    assert cuts[0] == 0 and cuts[-1] == len(ink)
    heights = np.diff(cuts)
    assert (heights > 0).all() and (heights <= tallest).all()


def test_a_cut_is_where_the_picture_is_white() -> None:
    ink = [1] * 100
    for white in (35, 38, 71):
        ink[white] = 0
    assert cut_rows(ink, 40) == [0, 38, 71, 100]


@pytest.mark.parametrize(("height", "count"), [(400, 1), (2500, 5)])
def test_a_tall_picture_becomes_several_figures(tmp_path: Path, height: int, count: int) -> None:
    (tmp_path / "media").mkdir()
    picture = np.full((height, 400, 3), 255, np.uint8)
    # Lines of text of 12 rows with 8 white ones between.
    for top in range(0, height, 20):
        picture[top : top + 12] = 30
    Image.fromarray(picture).save(tmp_path / "media" / "a.png")
    block = figure("media/a.png", "words", "caption")
    made = paged([{"t": "Para", "c": []}, block], tmp_path)[1:]
    assert len(made) == count
    if count == 1:
        assert made == [block]
        return
    slices = [np.asarray(Image.open(tmp_path / node["c"][2][0]["c"][0]["c"][2][0])) for node in made]
    assert (np.concatenate(slices) == picture).all()
    assert all(len(part) <= TALLEST / TEXT_WIDTH * 400 for part in slices)
    # No line of text is cut in two.
    assert all((part[0] == 255).all() for part in slices[1:])
    captions = ["".join(i["c"] for i in node["c"][1][1][0]["c"]) for node in made]
    assert captions == [f"caption\u3000{n}/{count}" for n in range(1, count + 1)]
