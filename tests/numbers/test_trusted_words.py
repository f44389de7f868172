"""The words that numbers are held apart from: the file that is loaded is what jieba's dictionary gives."""

from __future__ import annotations

import pytest

from hulin_analysis.numbers import trusted_words as room
from hulin_analysis.numbers.trusted_words import trusted_words, written


def test_the_file_is_what_is_made_of_the_dictionary() -> None:
    assert room._FILE.read_text(encoding="utf-8") == written(), "make words"


def test_where_other_names_are_trusted_the_dictionary_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = trusted_words()
    monkeypatch.setattr(room, "_place_endings", lambda: frozenset("县"))
    fewer = trusted_words()
    assert 100_000 < len(fewer[0]) < len(usual[0])
    assert fewer[0].items() < usual[0].items() and fewer[1].items() < usual[1].items()
