"""Which column of a table holds what: guessed by the names that columns usually have, and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis import script, vocabulary
from hulin_analysis.messages import Listed, Message, Words

__all__ = ["FACTS", "Columns", "find_columns", "known_columns"]

#: What is known of an article besides its text, where a table has a column for it.
FACTS = ("title", "published", "place", "paper", "url")
_BESIDE = re.compile(r"[\s_\-./·:\ufeff]+|\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read.

    Attributes
    ----------
    text : str
        The one with the text.
    facts : tuple of tuple of str
        Fact and column, for each that there is.
    said : Words
        What was chosen, and among what: a sentence without the name of the table.
    """

    text: str
    facts: tuple[tuple[str, str], ...]
    said: Words


def _key(name: str) -> str:
    """Write the name of a column as the vocabulary does: 发布 日期, PublishDate, 發布日期(本地)."""
    return _BESIDE.sub("", script.fold(name).lower().strip())


def known_columns(names: Sequence[str]) -> int:
    """Count the names that say what is in their columns.

    Examples
    --------
    >>> known_columns(["標題", "Publish_Date", "全文", "x"])
    3
    """
    known = {word for what in ("text", *FACTS) for word in vocabulary.words("readers", "columns", what)}
    return sum(_key(name) in known for name in names)


def _candidates(what: str, names: Sequence[str]) -> list[str]:
    """Return the columns that may hold something, the best first, each name once."""
    order = {word: at for at, word in enumerate(vocabulary.words("readers", "columns", what))}
    found = [name for name in dict.fromkeys(names) if _key(name) in order]
    return sorted(found, key=lambda name: order[_key(name)])


def find_columns(names: Sequence[str], text_column: str | None = None) -> Columns | None:
    """Choose the columns of a table by their names.

    Parameters
    ----------
    names : sequence of str
        The columns.
    text_column : str, optional
        The one with the text, as the user says; no other is looked for.

    Returns
    -------
    Columns or None
        None if no column is called as one with a text is.

    Examples
    --------
    >>> found = find_columns(["標題", "日期", "發布時間", "正文"])
    >>> found.text, dict(found.facts)["published"]
    ('正文', '發布時間')
    >>> print(found.said)
    text from 正文, title from 標題, published from 發布時間 (not 日期)
    """
    texts = [text_column] if text_column else _candidates("text", names)
    if not texts:
        return None
    facts = []
    said = [_chosen("text", texts)]
    for what in FACTS:
        # Of two columns of one name nobody can say which is meant.
        found = [name for name in _candidates(what, names) if name != texts[0] and names.count(name) == 1]
        if found:
            facts.append((what, found[0]))
            said.append(_chosen(what, found))
    return Columns(texts[0], tuple(facts), Listed(said))


def _chosen(what: str, found: Sequence[str]) -> Message:
    return Message(
        "{fact} from {column} (not {others})" if len(found) > 1 else "{fact} from {column}",
        fact=Message(what),
        column=found[0],
        others=Listed(found[1:]),
    )
