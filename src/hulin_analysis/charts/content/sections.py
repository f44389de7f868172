"""Sections: the rows of a scorecard by period, and under headings of the article or groups of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hulin_analysis import script, vocabulary
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.entries import Entry, usual
from hulin_analysis.charts.content.items import Item, nested
from hulin_analysis.codes import Change
from hulin_analysis.finding.benchmarks import Context
from hulin_analysis.times.period import one_year

# So many rows need no headings.
_BARE = 12
# Headings of an article that are longer are sentences, and more than these are too many for one page.
_LONGEST, _MOST = 16, 10


@dataclass(frozen=True)
class Row:
    """A thing on its row, and how deep it stands under its whole."""

    item: Item
    deep: int = 0


@dataclass(frozen=True)
class Section:
    """Rows under a heading; without one where nothing has to be said of them."""

    heading: str
    rows: tuple[Row, ...]


def sections_of(items: Sequence[Item], catalog: Catalog) -> list[Section]:
    """Put things under headings.

    Results of the period that most speak of come first, under the headings of the article if these are short
    and few, else under the names of ``vocabulary/indicator_groups.toml``, few rows under none; then those of
    other periods, then targets, each period under its own name. Of several documents each has a
    section. Parts stand behind their wholes.
    """
    documents = list(dict.fromkeys(item.key[0] for item in items))
    if len(documents) > 1:
        own = {key: [item for item in items if item.key[0] == key] for key in documents}
        return [Section(group[0].entries[0].note.section, _rows(group)) for group in own.values()]
    main = main_period(items)
    apart: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        period = "" if item.period in (None, main) and not item.is_aim else item.period or ""
        status = item.status if item.is_aim else ""
        apart.setdefault((period, status), []).append(item)
    found: list[Section] = []
    for period, status in sorted(sorted(apart, reverse=True), key=lambda key: (bool(key[1]), bool(key[0]))):
        group = apart[period, status]
        time = catalog.period(period)
        if not period and not status:
            found += _by_subject(group, catalog)
        elif status:
            head = catalog("section_scope", period=time, status=catalog(status)).strip()
            found.append(Section(head, _rows(group)))
        else:
            found.append(Section(time, _rows(group)))
    return found


def main_period(items: Sequence[Item]) -> str | None:
    """Return the period that most results speak of, one within a year before all that are longer."""
    results = [item.period for item in items if not item.is_aim and item.period]
    within = [period for period in results if one_year(period)]
    return usual(within) or usual(results) or usual(item.period for item in items)


def _rows(items: Sequence[Item]) -> tuple[Row, ...]:
    return tuple(Row(item, deep) for item, deep in nested(items))


def _by_subject(items: Sequence[Item], catalog: Catalog) -> list[Section]:
    """Divide the results of one period, where they are many."""
    if len(items) <= _BARE:
        return [Section("", _rows(items))]
    rows = _rows(items)
    sections = [catalog.chinese(name) for name in _with_wholes([row.item.section for row in rows], rows)]
    different = set(sections)
    # Headings of the article serve where they are short and few.
    few = 1 < len(different) <= min(_MOST, len(sections) // 2)
    if catalog.is_chinese and few and all(len(name) <= _LONGEST for name in different):
        sections = [name or catalog("lead") for name in sections]
        return _headed(rows, sections, list(dict.fromkeys(sections)))
    groups = vocabulary.table("indicator_groups")
    of_indicator = {id_: key for key, group in groups.items() for id_ in group["indicators"]}
    keys = _with_wholes([of_indicator.get(row.item.indicator_id or "", "") for row in rows], rows)
    if 2 * sum(not key for key in keys) >= len(keys):
        return [Section("", rows)]  # groups would name less than they leave out
    names = {key: script.written(group, catalog.lang) for key, group in groups.items()}
    names[""] = catalog("section_other")
    return _headed(rows, [names[key] for key in keys], list(names.values()))


def _headed(rows: Sequence[Row], names: Sequence[str], order: Sequence[str]) -> list[Section]:
    found: dict[str, list[Row]] = {}
    for row, name in zip(rows, names, strict=True):
        found.setdefault(name, []).append(row)
    return [Section(name, tuple(found[name])) for name in order if name in found]


def _with_wholes(names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Let a part stand where its whole does."""
    found: list[str] = []
    for name, row in zip(names, rows, strict=True):
        found.append(found[-1] if row.deep else name)
    return found


def chosen(items: Sequence[Item], most: int) -> list[Item]:
    """Choose the things that matter most where there is no room for all; they keep their order.

    What is of the main period comes first; then what ``vocabulary/findings.toml`` puts first, what has both
    level and change, what the vocabulary knows, wholes before parts, and what the text says first.
    """
    if len(items) <= most:
        return list(items)
    order: list[str] = vocabulary.table("findings")["importance"]["order"]
    main = main_period(items)

    def rank(item: Item) -> tuple[object, ...]:
        at = order.index(item.indicator_id) if item.indicator_id in order else len(order)
        both = item.level and item.change
        return item.period != main, at, not both, not item.indicator_id, bool(item.part_of), item.number

    kept = sorted(items, key=rank)[:most]
    return sorted(kept, key=lambda item: item.number)


@dataclass(frozen=True)
class Card:
    """What a scorecard shows."""

    sections: tuple[Section, ...]  # its rows
    aims: dict[tuple[str, str], Item]  # by the key of an item the target that stands beside it
    qualifiers: dict[tuple[str, str], str]  # by the key of an item what is said of it in grey
    levels: tuple[Context, ...]  # what its rates are held against
    catalog: Catalog  # the language

    @property
    def items(self) -> list[Item]:
        """Its things, from above to below."""
        return [row.item for section in self.sections for row in section.rows]

    @property
    def rates(self) -> list[Entry]:
        """The numbers that have a mark: rates of change, reached and aimed at."""
        found = [rate for item in self.items if (rate := item.rate)]
        return found + [rate for item in self.items for rate in [self.aimed_rate(item)] if rate]

    def aim(self, item: Item) -> Entry | None:
        """Give the target that stands beside a thing: its own, or that of a later period."""
        later = self.aims.get(item.key)
        return item.target or (later.level or later.change if later else None)

    @property
    def aimed_period(self) -> str | None:
        """The period that most targets beside results are set for."""
        return usual(self._aimed(item) for item in self.items if self.aim(item))

    def unusual_period(self, item: Item) -> str:
        """Give the period of a target that is set for another one than most."""
        period = self._aimed(item)
        return "" if period in (None, self.aimed_period) else self.catalog.period(str(period))

    def _aimed(self, item: Item) -> str | None:
        return item.period if item.target else self.aims[item.key].period if item.key in self.aims else None

    def aimed_rate(self, item: Item) -> Entry | None:
        """Give the target that is a rate of change, and can be drawn beside the rate."""
        aim = self.aim(item)
        return aim if aim and aim.unit == "%" and aim.change != Change.NONE else None


def area_of(one: Context, catalog: Catalog) -> str:
    """Name a level as a chart speaks of it."""
    return catalog.chinese(one.area) if catalog.is_chinese else catalog(f"the_{one.level}")
