"""What a number is: an estimate, a preliminary figure, a target, money agreed on and not spent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.investments_chart import NOT_SPENT, STAGES, UNSAID, stage_of
from hulin_analysis.codes import Change, Kind, Status
from hulin_analysis.report.cautions.case import Case, Caution, Row, is_threshold
from hulin_analysis.times.period import is_over

__all__ = ["estimates", "preliminary", "targets", "undated", "unspent"]


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
