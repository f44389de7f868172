"""What is asked for: an indicator by its id, by one of its names, or by the words of the texts."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import Change, ChangeCode, Status, StatusAsked
from hulin_analysis.errors import DataError, as_typed, choose, expect
from hulin_analysis.messages import Listed, Message
from hulin_analysis.times.typed_period import asked_period

#: As a place or a status: all of them.
EVERY: Literal["any"] = "any"


@dataclass(frozen=True, slots=True)
class IndicatorQuery:
    """An indicator as it was asked for."""

    typed: str  # the words of the call
    id: str | None  # its id; None where the vocabulary does not know the words

    @property
    def name(self) -> str:
        """Its usual name, simplified; the words of the call where it has no id."""
        return vocabulary.indicators()[self.id].names[0] if self.id else self.typed

    def filters(self) -> dict[str, str | list[str]]:
        """Give the filters by which a corpus finds the rows: the words in every script they may stand in."""
        if self.id:
            return {"indicator_id": self.id}
        spelt = (self.typed, script.to_simplified(self.typed), script.to_traditional(self.typed))
        return {"indicator": list(dict.fromkeys(spelt))}

    def among(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the indicator that have a number."""
        if self.id:
            found = rows[(rows["indicator_id"] == self.id).fillna(False).astype(bool)]
        else:
            folded = script.fold(self.typed)
            spelt = {text: script.fold(str(text)) for text in rows["indicator"].dropna().unique()}
            found = rows[
                rows["indicator"].isin([text for text, as_folded in spelt.items() if as_folded == folded])
            ]
            if found.empty:
                raise DataError(_unknown(self.typed))
        return found[found["value"].notna() | (found["low"].notna() & found["high"].notna())]


def indicator_query(indicator: object) -> IndicatorQuery:
    """Look an indicator up by id, by Chinese name in any script, or by English name.

    >>> [indicator_query(name).id for name in ("地區生產總值", "gross regional product", "大豆種植面積")]
    ['grp', 'grp', None]
    """
    needs = Message("ha.compare needs an indicator's id or name")
    expect(indicator, str, needs, "ha.compare(corpus, 'grp')", DataError)
    typed = str(indicator).strip()
    known = vocabulary.indicators()
    folded = script.fold(typed)
    english = {row.english.casefold(): row.id for row in known.values()}
    found = typed if typed in known else vocabulary.indicator_index().get(folded)
    return IndicatorQuery(typed, found or english.get(typed.casefold()))


def checked(
    indicator: object, change: Any, status: Any, period: int | str | None, **words: Any
) -> tuple[IndicatorQuery, Change | ChangeCode | None, Status | StatusAsked | None, str | None]:
    """Check what is asked for, look the indicator up, and write the period as the frames do."""
    if change is not None:
        change = choose(change, get_args(ChangeCode), "change", "change", DataError)
    if status is not None:
        status = choose(status, get_args(StatusAsked), "status", "status", DataError)
    asked = indicator_query(indicator)
    expect_words(asked, **words)
    if period is not None:
        period = asked_period(period, f"ha.compare(corpus, {asked.typed!r}, period={{}})")
    return asked, change, status, period


def _unknown(typed: str) -> Message:
    known = vocabulary.indicators()
    by_word = {row.id: row.id for row in known.values()} | vocabulary.indicator_index()
    by_word |= {row.english.casefold(): row.id for row in known.values()}
    near = [
        by_word[word] for word in get_close_matches(script.fold(typed).casefold(), by_word, n=8, cutoff=0.5)
    ]
    nearest = list(dict.fromkeys(near))[:3]
    if not nearest:
        return Message(
            "No text names {typed}, and no indicator is called so; ha.indicators() lists the ids.",
            typed=as_typed(typed),
        )
    return Message(
        "No text names {typed}, and no indicator is called so; the nearest ids are {names}.",
        typed=as_typed(typed),
        names=Listed(nearest),
    )


def expect_words(asked: IndicatorQuery, **given: object) -> None:
    """Refuse what is no text where a comparison is asked for by words; a place may be several.

    >>> expect_words(indicator_query("grp"), place=3)
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: ha.compare needs the place as text, not 3; \
type ha.compare(corpus, 'grp', place='3').
    """
    for option, value in given.items():
        words = value if option == "place" and isinstance(value, list | tuple) else [value]
        for word in words:
            typed = f"ha.compare(corpus, {asked.typed!r}, {option}={str(word)!r})"
            needs = Message("ha.compare needs the {option} as text", option=option)
            expect(word, (str, type(None)), needs, typed, DataError)
