"""The rules: which statements are findings, and by what weight one comes before another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hulin_analysis import script, vocabulary
from hulin_analysis.codes import FindingKind, Hedge, Status
from hulin_analysis.finding.benchmarks import Context
from hulin_analysis.finding.candidates import Said, Side, parts_of
from hulin_analysis.finding.phrases import Phrases
from hulin_analysis.finding.target_met import is_met
from hulin_analysis.times.period import last_day

# What the text itself puts first stands before what a reader looks for, and that before the rest.
# A contrast or a target lifts an indicator over the next one or two of the order of importance, not more.
_WEIGHTS = {
    FindingKind.HEADLINE: 300,
    FindingKind.LEAD: 200,
    FindingKind.OUTPACED: 150,
    FindingKind.TARGET_MISSED: 45,
    FindingKind.TARGET_MET: 43,
    FindingKind.CONTRAST: 43,
    FindingKind.CONTEXT: 42,
    FindingKind.INDICATOR: 40,
    FindingKind.TARGET_SET: 36,
    FindingKind.SUM: 35,
    FindingKind.LARGEST_PART: 30,
}
# Their sentence says the statement and no more.
_PLAIN = {FindingKind.HEADLINE, FindingKind.LEAD, FindingKind.INDICATOR, FindingKind.TARGET_SET}
# The parts of the gross regional product, of which there are no others.
_INDUSTRIES = {f"{name}_industry_value_added" for name in ("primary", "secondary", "tertiary")}
# From one indicator of the list of importance to the next.
_STEP = 2
# Of fewer parts, or indicators, the most is no finding.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence and what proves it."""

    sentence: str
    kind: FindingKind  # the rule that chose it
    weight: int  # the greater comes first
    about: Said  # the statement that it is first of all about
    ids: tuple[str, ...]  # the ids of the numbers that prove it


def find(
    said: Sequence[Said],
    levels: Sequence[Context],
    title: str,
    phrases: Phrases,
    sums: Sequence[tuple[Said, list[Side]]] = (),
) -> list[Finding]:
    """Apply every rule to the statements of one document; of one statement only the weightiest is kept.

    `sums` are the investments that may be added up: the largest, and the numbers of all.
    """
    main = _main_subject(said)
    found = [
        *_headline(said, title, phrases),
        *_lead(said, phrases),
        *_contrasts(said, phrases),
        *_reached(said, phrases),
        *_beside(said, levels, phrases),
        *_sums(sums, phrases),
        *_indicators([one for one in said if (one.subject_code or one.subject) in (None, main)], phrases),
    ]
    # How many outpaced is said besides what each of them did.
    once = [*_outpaced(said, levels, main, phrases), *_once(found)]
    return sorted(once, key=lambda one: (-one.weight, one.about.start))


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding a statement: the sentence that says most, with the greatest weight."""
    by_statement: dict[int, list[Finding]] = {}
    for one in found:
        by_statement.setdefault(one.about.start, []).append(one)
    kept = [
        replace(
            max(rows, key=lambda one: (one.kind not in _PLAIN, one.weight)),
            weight=max(one.weight for one in rows),
        )
        for rows in by_statement.values()
    ]
    for one in kept:
        # A part that is told with its whole is not told again.
        if not any(set(one.ids) < set(other.ids) for other in kept):
            yield one


def _made(kind: FindingKind, one: Said, text: str, phrases: Phrases, ids: Iterable[str] = ()) -> Finding:
    order = vocabulary.words("findings", "importance", "order")
    rank = order.index(one.indicator_id) if one.indicator_id in order else len(order)
    weight = _WEIGHTS[kind] + max(0, _STEP * (len(order) - rank))
    return Finding(phrases.sentence(text), kind, weight, one, tuple(dict.fromkeys([*one.ids, *ids])))


def _main_subject(said: Sequence[Said]) -> str | None:
    counts = Counter(one.subject_code or one.subject for one in said if one.subject)
    return counts.most_common(1)[0][0] if counts else None


def _sums(sums: Iterable[tuple[Said, list[Side]]], phrases: Phrases) -> Iterator[Finding]:
    """Add up the investments that one sentence lists."""
    for one, sides in sums:
        if one.level:
            text = phrases(
                "sum", period=phrases.period(one.period), subject=phrases.subject(one),
                n=phrases.count(len(sides)), label=phrases.label(one), quote=phrases.quote(one.level),
                total=phrases.total(sum(side.least for side in sides), one.level.unit),
            )  # fmt: skip
            yield _made(FindingKind.SUM, one, text, phrases, [side.id for side in sides])


def _headline(said: Sequence[Said], title: str, phrases: Phrases) -> Iterator[Finding]:
    """Choose what the headline gives: a number of it with a name of what it measures."""
    folded = script.fold(title)
    for one in said:
        names = [script.fold(one.label), *_names(one.indicator_id)]
        sides = [side for side in (one.level, one.change) if side and not side.in_cell]
        quoted = any(_stands_in(script.fold(side.quote), folded) for side in sides)
        if quoted and any(name in folded for name in names):
            yield _made(FindingKind.HEADLINE, one, _plainly(one, phrases), phrases)


def _stands_in(quote: str, title: str) -> bool:
    """Tell whether a number stands in the title as a whole: 5% does not in 15%."""
    at = title.find(quote)
    return at >= 0 and not (
        quote[:1].isdigit() and (title[at - 1 : at].isdigit() or title[at - 1 : at] == ".")
    )


@cache
def _names(indicator_id: str | None) -> tuple[str, ...]:
    row = vocabulary.indicators().get(indicator_id) if indicator_id else None
    return row.names if row else ()


def _lead(said: Sequence[Said], phrases: Phrases) -> Iterator[Finding]:
    """Choose the first statement of the text, if no heading stands before it and it is of no table."""
    if not said or said[0].section:
        return
    # A name that the vocabulary lacks may need more words than it has; that of the text's first number, which
    # has a level and a change, does not.
    first = next((one for one in said if one.block == said[0].block and one.indicator_id), None)
    first = said[0] if _is_both(said[0]) and said[0].is_first else first
    if first and not _in_table(first):
        yield _made(FindingKind.LEAD, first, _plainly(first, phrases), phrases)


def _is_both(one: Said) -> bool:
    return one.level is not None and one.change is not None


def _in_table(one: Said) -> bool:
    return any(side is not None and side.in_cell for side in (one.level, one.change))


def _plainly(one: Said, phrases: Phrases) -> str:
    return phrases.target(one) if one.is_aim else phrases.state(one)


def _indicators(said: Sequence[Said], phrases: Phrases) -> Iterator[Finding]:
    """Choose the indicators that the vocabulary puts first: of each the latest result and next target."""
    order = vocabulary.words("findings", "importance", "order")
    latest: dict[tuple[str, bool], Said] = {}
    for one in said:
        if one.indicator_id is None or one.indicator_id not in order:
            continue
        known = latest.setdefault((one.indicator_id, one.is_aim), one)
        later = _end(one) > _end(known)
        if (later and not one.is_aim) or (_end(one) < _end(known) and one.is_aim):
            latest[one.indicator_id, one.is_aim] = one
    for (_, aim), one in latest.items():
        kind = FindingKind.TARGET_SET if aim else FindingKind.INDICATOR
        yield _made(kind, one, _plainly(one, phrases), phrases)


def _end(one: Said) -> str:
    """Return the last day of its period, by which the later of two is told."""
    end = (one.period or "").rpartition("/")[2]
    return end if len(end) in (0, len("2021-12-31")) else last_day(end)


def _contrasts(said: Sequence[Said], phrases: Phrases) -> Iterator[Finding]:
    """Choose parts that moved against their whole, and of parts that moved with it the one that rose most."""
    for whole, parts in parts_of(said):
        moved = [one for one in parts if one.change and one.change.unit == "%"]
        if whole.is_aim or whole.change is None or whole.change.unit != "%":
            continue
        against = [one for one in moved if _sign(one.change) * _sign(whole.change) < 0]
        for one in against:
            key = "other_way_fell" if _sign(one.change) < 0 else "other_way_rose"
            text = phrases.state(whole) + _of_part(key, one, len(moved), phrases)
            yield _made(FindingKind.CONTRAST, whole, text, phrases, one.ids)
        exact = [one for one in moved if one.change and one.change.is_exact]
        if against or len(moved) < _FEWEST or len(exact) < len(moved):
            continue
        ordered = sorted(exact, key=_size, reverse=True)
        if _sign(whole.change) > 0 and _size(ordered[0]) > _size(ordered[1]):
            key = "most_industries" if {one.indicator_id for one in moved} == _INDUSTRIES else "most"
            text = phrases.state(whole) + _of_part(key, ordered[0], len(moved), phrases)
            ids = [id_ for one in ordered for id_ in one.ids]
            yield _made(FindingKind.LARGEST_PART, whole, text, phrases, ids)


def _of_part(key: str, one: Said, count: int, phrases: Phrases) -> str:
    return phrases(
        key,
        label=phrases.label(one),
        quote=phrases.quote(one.change) if one.change else "",
        n=phrases.count(count),
    )


def _sign(side: Side | None) -> int:
    """Return 1 for what rose, -1 for what fell, 0 for what may have done neither."""
    if side is None:
        return 0
    return 1 if side.least > 0 else -1 if side.most < 0 else 0


def _size(one: Said) -> float:
    return one.change.least if one.change else 0.0


def _reached(said: Sequence[Said], phrases: Phrases) -> Iterator[Finding]:
    """Choose what is said beside its target: it was met, or missed."""
    aims = {_same(one): one for one in reversed(said) if one.is_aim and one.indicator_id and one.period}
    for one in said:
        other = aims.get(_same(one))
        aim = one.target or ((other.level or other.change) if other else None)
        side = next((s for s in (one.level, one.change) if s and aim and _of_one_kind(s, aim)), None)
        if aim is None or side is None or one.is_aim or one.status != Status.ACTUAL:
            continue
        if aim.aim == "strive":
            continue  # what the text strives for, no sentence of ours calls a target
        met = is_met(side, aim, one.indicator_id)
        if met is not None:
            kind = FindingKind.TARGET_MET if met else FindingKind.TARGET_MISSED
            text = phrases.state(one) + phrases("met" if met else "missed", quote=phrases.quote(aim))
            yield _made(kind, one, text, phrases, [aim.id])


def _same(one: Said) -> tuple[str | None, str | None, str | None]:
    return one.indicator_id, one.subject_code or one.subject, one.period


def _of_one_kind(side: Side, aim: Side) -> bool:
    return side.unit == aim.unit and side.change == aim.change


def _held(said: Sequence[Said], level: Context) -> list[tuple[Said, Side, float]]:
    """Return the growth rates that a level of the context has a rate for, and that rate."""
    held = []
    for one in said:
        rate = level.rate(one.indicator_id, one.period)
        if rate is not None and one.change and one.change.unit == "%" and not one.is_aim:
            held.append((one, one.change, rate))
    return held


def _beside(said: Sequence[Said], levels: Sequence[Context], phrases: Phrases) -> Iterator[Finding]:
    """Set growth rates beside those of the same indicator and period for province and nation."""
    beside: dict[int, tuple[Said, list[str]]] = {}
    for level in levels:
        for one, side, rate in _held(said, level):
            if side.is_exact:
                difference = round(side.least - rate, 2)
                key = "above" if difference > 0 else "below" if difference < 0 else "level_with"
                texts = beside.setdefault(one.start, (one, []))[1]
                unit = phrases("points_more" if texts else "points")
                area = phrases(f"area_{level.level}", area=phrases.area(level.area))
                texts.append(phrases(key, area=area, points=f"{abs(difference):g}", unit=unit))
    for one in said:
        if (text := phrases.compared(one)) and one.compared and one.start not in beside:
            text = phrases("comma").join([phrases.state(one), text])
            yield _made(FindingKind.CONTEXT, one, text, phrases, [one.compared.side.id])
    for one, texts in beside.values():
        text = phrases("comma").join([phrases.state(one), texts[0]])
        text += "".join(phrases("also") + more for more in texts[1:])
        yield _made(FindingKind.CONTEXT, one, text, phrases)


def _outpaced(
    said: Sequence[Said], levels: Sequence[Context], main: str | None, phrases: Phrases
) -> Iterator[Finding]:
    """Count the indicators of one place and period that rose faster than those of the nearest level."""
    for level in levels[:1]:
        # In a text on one place what names none is of that place.
        held = [row for row in _held(said, level) if (row[0].subject_code or row[0].subject) in (None, main)]
        periods = Counter(one.scope for one, _, _ in held)
        scope, count = periods.most_common(1)[0] if periods else (None, 0)
        if count < _FEWEST:
            return
        same = [row for row in held if row[0].scope == scope]
        above = [
            one for one, side, rate in same if side.hedge in (Hedge.EXACT, Hedge.OVER) and side.least > rate
        ]
        if any(not side.is_exact for _, side, _ in same):
            return  # how many did cannot be counted for sure
        key = "several_all" if len(above) == count else "several" if above else "several_none"
        first = max((one for one, _, _ in same), key=lambda one: one.subject is not None)
        text = phrases(
            key, period=phrases.period(first.period), subject=phrases.subject(first), n=phrases.count(count),
            k=phrases.count(len(above)),
            estimate=phrases("estimate") if first.status == Status.EXPECTED else "",
            rose=phrases.risen(first, len(above)),
            area=phrases(f"in_{level.level}", area=phrases.area(level.area)),
        )  # fmt: skip
        yield Finding(
            phrases.sentence(text), FindingKind.OUTPACED, _WEIGHTS[FindingKind.OUTPACED], first,
            tuple(side.id for _, side, _ in same),
        )  # fmt: skip
