"""A reader's own words in the tables that the grammar of numbers and the readers are built from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

OWN = {
    "exclusions": '[rank]\nbehind = ["编队"]\n[stretch]\nworks = ["作战"]\n[ratio]\nrounds = ["季后赛"]\n',
    "numerals": '[part]\ndozens = ["罗"]\n[half]\nnight = ["晌"]\n',
    "signs": '[plus]\nwords = ["盈"]\n',
    "readers": '[source]\nnamed = ["稿源"]\n[byline]\nroles = ["摄影"]\n',
}
CODE = """
import hulin_analysis as ha
print(ha.parse_number("2罗").value, ha.parse_number("盈3").value)
text = "某县新闻\\n2022年2月15日 稿源:某报\\n三编队出海,三年作战收官,1/4季后赛开打,建校2所。"
article = ha.parse_article(text)
print(article.paper, ha.extract(article)["quote"].tolist(), ha.ledger(article)["reason"].tolist()[-3:])
"""


def said(folder: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "HULIN_VOCABULARY": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return run.stdout or run.stderr


def test_own_words_are_read_as_the_shipped_ones(tmp_path: Path) -> None:
    for name, content in OWN.items():
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    assert said(tmp_path).splitlines() == [
        "24.0 3.0",
        "某报 ['2所'] ['ordinal', 'name', 'name']",
    ]
