"""What a number may be compared with: another basis, another period, a bound, a rate without a level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.content.wholes import names_of, wholes_of
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.report.cautions.case import Case, Caution, Row, among_known, is_threshold
from hulin_analysis.report.naming import name_all
from hulin_analysis.times.period import is_over, one_year
from hulin_analysis.unit_groups import unit_group

__all__ = [
    "basis",
    "bounds",
    "context_basis",
    "counts",
    "growth_only",
    "parts",
    "periods",
    "prices",
    "unknown_period",
    "visits",
]

# So many rates without a level, or counts in one sentence, are worth a word.
_FEWEST = 3
# Between the words and the rate stand no more characters than these: ），同比增长.
_NEAR = 8
# So many bases are named.
_MOST_BASES = 3
_PART_OF_SENTENCE = re.compile(r"[^;；。!！?？\n]*$")


def parts(case: Case) -> Iterator[Caution]:
    """Name the parts that do not add up to the whole that the text states."""
    _, left_out = wholes_of(case.items, names_of(case.subject.metrics))
    for one in left_out:
        if one.reason == "other" and one.label:
            things = [case.thing(entry.note.id) for entry in one.parts]
            yield from case.say("parts", things, 88, label=case.words.inside(one.label))


def basis(case: Case) -> Iterator[Caution]:
    """Name rates that the text states on another basis than figures by themselves."""
    pattern = vocabulary.compiled("cautions", "<basis.words>")
    found: dict[str, str] = {}
    for id_ in case.entries:
        row, front = case.rows[id_], _in_front(case.rows[id_], case)
        said = pattern.search(script.fold(front))
        if said is None or len(front) - said.end() > _NEAR or row["change"] == Change.NONE:
            continue
        if row["indicator"] and not pattern.search(script.fold(str(row["indicator"]))):
            found[id_] = front[said.start() : said.end()]
    known = [case.thing(id_) for id_ in found]
    first = sorted(known, key=lambda one: one.rank)[:_MOST_BASES]
    things = [one for one in known if one in first]
    texts = [
        case.words("part_basis", row=case.name(one), basis=case.words.chinese(found[one.ids[0]]))
        for one in things
    ]
    if texts:
        sentence = case.words("caution_basis", said=case.words("list").join(texts))
        yield case.caution("basis", sentence, things, 75)


def _in_front(row: Row, case: Case) -> str:
    """Return the words between a number and the one before it, within its part of the sentence."""
    begin = int(row["sentence_start"])
    ends = [
        int(one["end"]) - begin
        for one in case.rows.values()
        if one["sentence_start"] == begin and one["end"] <= row["start"]
    ]
    text = str(row["sentence"])[max(ends, default=0) : int(row["start"]) - begin]
    found = _PART_OF_SENTENCE.search(text)
    return found[0] if found else ""


def context_basis(case: Case) -> Iterator[Caution]:
    """Say on which basis the rates of province and nation are, beside those of the text."""
    context, words = case.subject.context, case.words
    if context is None:
        return
    rates = {one.indicator_id: one for one in case.items if one.rate}
    columns = (context[name] for name in ("indicator_id", "area", "note"))
    noted: dict[str, str] = {}
    told: set[str] = set()
    for id_, area, note in zip(*columns, strict=True):
        # One example of each kind of note, each of another indicator.
        if id_ in rates and id_ not in told and isinstance(note, str) and note and note not in noted:
            told.add(id_)
            fields = {
                "area": words.place(area),
                "label": words.inside(rates[id_].label),
                "note": words.chinese(note),
            }
            noted[note] = words("context_note", **fields)
    if noted:
        said = words("rows_join").join(list(noted.values())[:_MOST_BASES])
        yield case.caution("context_basis", words("caution_context_basis", said=said), (), 72)


def bounds(case: Case) -> Iterator[Caution]:
    """Name the numbers that are bounds or rough; what is aimed at or yet to come has a caution of its own."""
    published = case.subject.about["published"]

    def is_result(row: Row) -> bool:
        is_indicator = row["kind"] == Kind.INDICATOR
        over = row["status"] == Status.EXPECTED and is_indicator and is_over(row["period"], published)
        meant = row["kind"] != Kind.OTHER and _is_of_one_year(row["period"]) and not is_threshold(row)
        return meant and (row["status"] == Status.ACTUAL or over)

    found = {
        str(hedge): case.things(lambda row, hedge=hedge: row["hedge"] == hedge and is_result(row))  # type: ignore[misc]
        for hedge in (Hedge.OVER, Hedge.UNDER, Hedge.ABOUT)
    }
    known = {id(one) for one in among_known([one for things in found.values() for one in things])}
    groups = {
        hedge: kept
        for hedge, things in found.items()
        if (kept := [one for one in things if id(one) in known])
    }
    if groups:
        said, named = case.join(groups)
        sentence = case.words("caution_bounds", said=said, n=len(groups), m=len(known))
        yield case.caution("bounds", sentence, named, 70)


def _is_of_one_year(period: str | None) -> bool:
    """Tell whether a time is not several years: what is said of those is a sum or a mean."""
    return period is None or one_year(period) is not None


def growth_only(case: Case) -> Iterator[Caution]:
    """Warn that high rates are no large amounts, where most indicators have no level."""
    prices = vocabulary.words("findings", "prices", "ids")  # have no level to be stated
    grown = [
        one
        for one in case.items
        if one.rate
        and one.indicator_id not in (None, *prices)
        and one.status != Status.TARGET
        and _is_of_one_year(one.period)
    ]
    bare = {one.rate.note.id for one in grown if one.rate and one.level is None}
    if len(bare) >= _FEWEST and 2 * len(bare) > len(grown):
        yield from case.say("growth_only", case.things(lambda row: row["id"] in bare), 65)


def periods(case: Case) -> Iterator[Caution]:
    """Name indicators of another period than the rest."""
    results = [
        one
        for one in case.items
        if Kind.INDICATOR in one.kinds and one.status == Status.ACTUAL and one.period
    ]
    times = Counter(one.period for one in results)
    usual = times.most_common(1)[0][0] if times else None
    others = [
        one for one in results if "/" in str(one.period) and one.period != usual and one_year(one.period)
    ]
    if usual and times[usual] >= 2 * len(others):
        ids = {entry.note.id for one in others for entry in one.entries}
        things = case.things(lambda row: row["id"] in ids)
        period = case.words.period(usual, inside=True)
        yield from case.say("periods", things, 60, dated=True, period=period)


def prices(case: Case) -> Iterator[Caution]:
    """Warn that rates in real terms and others do not compare."""
    ids = vocabulary.words("cautions", "priced", "ids")
    rates = [
        one
        for one in case.items
        if one.rate
        and one.indicator_id in ids
        and one.status != Status.TARGET
        and _is_of_one_year(one.period)
    ]
    real = {one.rate.note.id for one in rates if one.rate and _is_real(case.rows[one.rate.note.id])}
    told = {one.indicator_id for one in rates if one.rate and one.rate.note.id in real}
    plain = {one.rate.note.id for one in rates if one.rate and one.indicator_id not in told}
    others = case.things(lambda row: row["id"] in plain)
    if len(others) < _FEWEST:
        return
    if not real:
        yield from case.say("no_prices", others, 45)
    else:
        first = case.things(lambda row: row["id"] in real)[0]
        rows, named = name_all(others, case.words)
        sentence = case.words("caution_prices", real=case.name(first), rows=rows)
        yield case.caution("prices", sentence, [first, *named], 45)


def _is_real(row: Row) -> bool:
    at = int(row["start"]) - int(row["sentence_start"])
    before = script.fold(str(row["sentence"]))[:at]
    return any(word in before for word in vocabulary.words("cautions", "real", "words"))


def unknown_period(case: Case) -> Iterator[Caution]:
    """Name what the text gives no period for that could be told."""
    if case.subject.article.published is None:
        return

    def is_meant(row: Row) -> bool:
        kind = row["kind"] in (Kind.INDICATOR, Kind.INVESTMENT)
        return row["period"] is None and kind and row["status"] == Status.ACTUAL

    yield from case.say("unknown_period", case.things(is_meant, known=True), 40)


def visits(case: Case) -> Iterator[Caution]:
    """Warn that visits are not people."""
    units = vocabulary.words("cautions", "visits", "units")
    yield from case.say("visits", case.things(lambda row: script.fold(str(row["unit"])) in units), 35)


def counts(case: Case) -> Iterator[Caution]:
    """Warn of adding up the events that one sentence counts without a total."""
    sentences: dict[int, set[str]] = {}
    for id_, row in case.rows.items():
        if row["status"] == Status.ACTUAL and row["indicator"] and unit_group(str(row["unit"])) == "events":
            sentences.setdefault(row["sentence_start"], set()).add(id_)
    most = max(sentences.values(), key=len, default=set())
    if len(most) >= _FEWEST:
        yield from case.say("counts", case.things(lambda row: row["id"] in most), 30)
