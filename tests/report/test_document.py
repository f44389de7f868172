from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from made_report import FRONT, notebook

from hulin_analysis.report import notebooks
from hulin_analysis.report.document import build as build_document


def kinds(nodes: Any) -> Iterator[dict[str, Any]]:
    if isinstance(nodes, list):
        for node in nodes:
            yield from kinds(node)
    elif isinstance(nodes, dict):
        if "t" in nodes:
            yield nodes
        yield from kinds(list(nodes.values()))


def read(html: str, media: Path) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = build_document(FRONT, [html], media=media)["blocks"]
    return blocks


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<iframe src="http://a.example/"></iframe>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="data:text/html,x">x</a></p>',
        '<p><img src="http://a.example/x.png" alt="x" /></p>',
        '<p><img src="../../secret.png" alt="x" /></p>',
        '<figure><img src="media/../../secret.png" alt="x" /></figure>',
    ],
)
def test_what_is_no_prose_reaches_no_writer(html: str, tmp_path: Path) -> None:
    found = list(kinds(read(html, tmp_path / "media")))
    assert not [node for node in found if node["t"] in ("RawBlock", "RawInline", "Image", "Link", "Figure")]


def test_headings_get_stable_ids_and_captions_their_words(tmp_path: Path) -> None:
    table = "<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    blocks = read(f"<h1 id='x'>一</h1>{table}<h2>二</h2>{table}<h1>三</h1>", tmp_path)
    assert [b["c"][1][0] for b in blocks if b["t"] == "Header"] == ["section_1", "section_1_1", "section_2"]
    tables = [b["c"] for b in blocks if b["t"] == "Table"]
    assert [t[0][0] for t in tables] == ["table_1", "table_2"]


def test_printed_text_is_a_quotation_word_for_word(tmp_path: Path) -> None:
    html = '<div class="output_stream"><pre>去年,*虎林* &lt;b&gt;\n二\n\n三</pre></div>'
    (quotation,) = read(html, tmp_path)
    assert quotation["t"] == "BlockQuote"
    assert [p["t"] for p in quotation["c"]] == ["Para", "Para"]
    assert quotation["c"][0]["c"][0] == {"t": "Str", "c": "去年,*虎林* <b>"}


def test_a_caption_of_the_cell_goes_before_the_heading(tmp_path: Path) -> None:
    made = notebook("import pandas as pd\npd.DataFrame({'a': [1]})")
    made.cells[0].metadata["caption"] = "甲 & 乙"
    made.cells[0].outputs = [
        nbformat.v4.new_output("display_data", {"text/html": pd.DataFrame({"a": [1]}).to_html()}),
        nbformat.v4.new_output("stream", name="stderr", text="UserWarning"),
    ]
    html = notebooks.to_html(notebooks.Run("a", made), tmp_path / "media")
    assert "<caption>甲 &amp; 乙</caption>" in html
    assert "UserWarning" not in html
    assert "import" not in html
