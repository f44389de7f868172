"""The rules of caution: what a reader of the numbers has to beware of, composed from the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.content.items import Item
from hulin_analysis.charts.content.wholes import wholes_of
from hulin_analysis.charts.investments_chart import NOT_SPENT, STAGES, UNSAID, stage_of
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.report.cautions import Case, Caution, Row, among_known, is_threshold, name_all
from hulin_analysis.report.subject import Subject
from hulin_analysis.times.period import is_over, one_year
from hulin_analysis.unit_groups import unit_group

#: A brief has no more of them.
_MOST = 5
# What concerns a finding of the brief goes before what does not.
_IN_FINDINGS = 20


def undated(case: Case) -> Iterator[Caution]:
    """Warn that the text has no date, where periods are missing for it."""
    missing = sum(row["period"] is None for row in case.rows.values())
    if case.subject.article.published is None and missing:
        yield case.caution("undated", case.words("caution_undated", n=missing), (), 90)


def estimates(case: Case) -> Iterator[Caution]:
    """Tell estimates from results: of times that were over, and of times to come."""
    published, context = case.subject.about["published"], case.subject.context

    def is_expected(row: Row) -> bool:
        return bool(row["status"] == Status.EXPECTED)

    def was_over(row: Row) -> bool:
        return row["kind"] == Kind.INDICATOR and is_over(row["period"], published)

    def is_ahead(row: Row) -> bool:
        return row["kind"] != Kind.OTHER and not was_over(row)

    over = case.things(lambda row: is_expected(row) and was_over(row), known=True)
    if context is None:
        yield from case.say("expected_over", over, 95)
    else:
        areas = case.words("and").join(map(case.words.place, context["area"].unique()))
        yield from case.say("expected_over_context", over, 95, areas=areas)
    yield from case.say(
        "expected_ahead", case.things(lambda row: is_expected(row) and is_ahead(row), known=True), 60
    )


def preliminary(case: Case) -> Iterator[Caution]:
    """Name what the text itself calls preliminary."""
    pattern = vocabulary.compiled("cautions", "<preliminary.words>")

    def words_of(row: Row) -> str | None:
        sentence = str(row["sentence"])
        at = int(row["start"]) - int(row["sentence_start"])
        found = pattern.search(script.fold(sentence)[:at])
        return sentence[found.start() : found.end()] if found else None

    def is_meant(row: Row) -> bool:
        is_share = row["unit"] == "%" and row["change"] == Change.NONE
        return row["status"] == Status.ACTUAL and not is_share and words_of(row) is not None

    things = case.things(is_meant)
    if things:
        said = words_of(case.rows[things[0].ids[0]]) or ""
        yield from case.say("preliminary", things, 72, said=case.words.chinese(said))


def targets(case: Case) -> Iterator[Caution]:
    """Tell targets from results; planned sums of money are told as such."""
    things = case.things(
        lambda row: row["status"] == Status.TARGET and row["kind"] != Kind.INVESTMENT, known=True
    )
    period, count = Counter(thing.period for thing in things).most_common(1)[0] if things else (None, 0)
    if period and 2 * count > len(things):
        things = [thing for thing in things if thing.period == period]
        said = case.words.period(period, inside=True)
        yield from case.say("target_period", things, 80, period=said)
    else:
        yield from case.say("target", things, 80, dated=True)


def unspent(case: Case) -> Iterator[Caution]:
    """Tell what is agreed on, planned or under way from what is spent."""
    stages = {id_: stage_of(row) for id_, row in case.rows.items() if row["kind"] == Kind.INVESTMENT}
    plain = vocabulary.words("cautions", "says_stage", "words")

    def is_meant(row: Row, stage: str) -> bool:
        """Tell whether a row is of a stage that its own name does not say, as 計劃投資 does."""
        says = any(word in script.fold(str(row["indicator"])) for word in plain)
        return stages.get(row["id"]) == stage and not says and not is_threshold(row)

    found = {stage: case.things(partial(is_meant, stage=stage)) for stage in (*STAGES, UNSAID)}
    groups = {stage: things for stage, things in found.items() if stage in NOT_SPENT and things}
    if len(groups) == 1:
        ((stage, things),) = groups.items()
        yield from case.say(stage, things, 85)
    elif groups:
        said, named = case.join(groups)
        yield case.caution("unspent", case.words("caution_unspent", said=said), named, 85)
    words = vocabulary.words("cautions", "invested", "words")
    unsaid = [
        one
        for one in found[UNSAID]
        if any(word in script.fold(str(case.rows[one.ids[0]]["indicator"])) for word in words)
    ]
    yield from case.say("unsaid", unsaid, 50)


# So many rates without a level, or counts in one sentence, are worth a word.
_FEWEST = 3
# Between the words and the rate stand no more characters than these: ），同比增长.
_NEAR = 8
# So many bases are named.
_MOST_BASES = 3
_PART_OF_SENTENCE = re.compile(r"[^;；。!！?？\n]*$")


def parts(case: Case) -> Iterator[Caution]:
    """Name the parts that do not add up to the whole that the text states."""
    _, left_out = wholes_of(case.items)
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


def _rated(case: Case) -> list[Item]:
    """Return the things whose rate of one year is known, and no mere target."""
    known = (one for one in case.items if one.rate and one.status != Status.TARGET)
    return [one for one in known if _is_of_one_year(one.period)]


def growth_only(case: Case) -> Iterator[Caution]:
    """Warn that high rates are no large amounts, where most indicators have no level."""
    prices = vocabulary.words("findings", "prices", "ids")  # have no level to be stated
    grown = [one for one in _rated(case) if one.indicator_id not in (None, *prices)]
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
    rates = [one for one in _rated(case) if one.indicator_id in ids]
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


#: The rules: each looks for one thing to beware of. Those on what a number is come before those on how it
#: compares; a caution's weight decides.
RULES: tuple[Callable[[Case], Iterator[Caution]], ...] = (
    estimates, undated, parts, unspent, targets, preliminary, basis, context_basis, bounds, growth_only,
    periods, prices, unknown_period, visits, counts,
)  # fmt: skip


def cautions(subject: Subject) -> list[Caution]:
    """Say what to beware of: five sentences at most, the weightiest first.

    >>> import hulin_analysis as ha
    >>> from hulin_analysis.report.subject import Edition, Subject
    >>> article = ha.parse_article("2021年,投資6.2億元的甲項目成功簽約。")
    >>> subject = Subject(article, ha.extract(article), None, "zh-Hans", Edition())
    >>> [one.rule for one in cautions(subject)]
    ['signed']
    """
    case = Case(subject)
    made = [one for rule in RULES for one in rule(case)]
    return sorted(made, key=lambda one: -one.weight - _IN_FINDINGS * bool(case.told & set(one.ids)))[:_MOST]
