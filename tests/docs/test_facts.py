"""What the pages list is what there is: options, names, columns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from pages import PAGES, ROOT

import hulin_analysis as ha
from hulin_analysis import vocabulary
from hulin_analysis.cli import app
from hulin_analysis.corpus.table_types import DOCUMENTS, ERRORS
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS, LEDGER_COLUMNS
from hulin_analysis.script import to_simplified

COMMANDS = typer.main.get_command(app).commands
CHINESE = [page for page in PAGES if page.name == "README.md" or page.parent.name == "zh"]
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def text_of(language: str, name: str) -> str:
    return (ROOT / "docs" / language / f"{name}.md").read_text(encoding="utf-8")


@BOTH
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_listed(command: str, language: str) -> None:
    _, _, part = text_of(language, "commands").partition(f"\n## hulin {command}")
    listed = set(re.findall(r"`(-[-\w]+)`", part.partition("\n## ")[0]))
    offered = {option for given in COMMANDS[command].params for option in given.opts if option[0] == "-"}
    assert listed - {"--"} == offered


@BOTH
def test_every_public_name_is_listed(language: str) -> None:
    listed = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", text_of(language, "api")))))
    assert set(ha.__all__) <= listed


def test_the_chinese_page_lists_every_column_with_its_name_and_type() -> None:
    parts = text_of("zh", "columns").split("\n## ")[1:]
    labels = vocabulary.table("labels")["columns"]
    for part, frame in zip(parts, [COLUMNS, LEDGER_COLUMNS, CONTEXT_COLUMNS, DOCUMENTS, ERRORS], strict=True):
        rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (\w+) \| .+ \|$", part, re.M)
        named = {name: to_simplified(labels[name]["zh"]) for name in frame}
        assert rows == [(name, named[name], dtype) for name, dtype in frame.items()]


def test_the_chinese_page_lists_every_reason_of_the_ledger() -> None:
    _, _, rows = text_of("zh", "columns").partition("| `reason` | 含义 |")
    listed = re.findall(r"^\| `([\w ]+)` \| [^|]+ \|$", rows, re.M)
    assert listed == list(vocabulary.table("labels")["reason"])


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_chinese_pages_are_in_simplified_script(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    assert to_simplified(text) == text
    assert "著" not in text.replace("著录", "")
