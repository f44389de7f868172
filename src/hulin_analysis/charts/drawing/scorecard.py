"""The scorecard's page: its columns measured, its rows set, from heads down to the words beside each mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hulin_analysis.charts import theme
from hulin_analysis.charts.canvas.line_breaking import Line, Run, balanced
from hulin_analysis.charts.canvas.page import Page
from hulin_analysis.charts.canvas.surface import Pane
from hulin_analysis.charts.canvas.typeface import printable, text_width
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.charts.content.compared import certainly_above, difference, held_against
from hulin_analysis.charts.content.entries import Entry, signed_quote
from hulin_analysis.charts.content.items import Item
from hulin_analysis.charts.content.sections import Card, area_of
from hulin_analysis.charts.drawing import marks
from hulin_analysis.charts.drawing.marks import Dot, Sample, draw_level
from hulin_analysis.charts.drawing.words import grey, mark_run, value_run
from hulin_analysis.charts.options import colour_of
from hulin_analysis.charts.theme import Size
from hulin_analysis.codes import Change, Hedge, Status

_INDENT = 10.0
# What is aimed at stands beside what was reached, smaller and in grey.
_AIM = Dot(theme.GREY, 3.2)
_GAP = 14.0
# Lines of a name stand closer than lines of running text.
_TIGHT = 1.15
# Heights of rows, in points: of a heading, of one line where rows are few and where they are many, and what
# is white over and under names of several lines. The places of rows are in units of a row of many.
_HEADING, _ROW_OF_FEW, _ROW, _WHITE = 25.0, 29.0, 20.0, 7.0
_FEW = 12
# Under a name on a narrow page, the marks.
_MARKS = 15.0
_LEAST_PANE, _LEAST_NAME = 210.0, 118.0
_LEAST_SHARE = 0.8
_DROP = 7.6
# The column of marks behind words: (120).
_LED = 22.0
# A rate of more times what most rates stay below would press all others together: it has an arrow.
_TIMES, _SHARE, _ENOUGH = 4.0, 0.8, 5


@dataclass
class _Laid:
    """A row as it is laid out: its name's lines, the words of its columns, and how high it is, in points."""

    name: str
    item: Item | None = None
    label: list[Line] = field(default_factory=list)
    level: list[Run] = field(default_factory=list)
    aim: list[Run] = field(default_factory=list)
    indent: float = 0.0
    height: float = _HEADING
    #: From its upper edge down to its marks, in points, and the place of its marks on the axis.
    down: float = _HEADING / 2
    place: float = 0.0


@dataclass(frozen=True)
class _Columns:
    """Where the columns of a wide page stand, in points."""

    name: float
    level: float
    pane: float
    difference: float
    aim: float


def draw_card(page: Page, card: Card) -> list[Item]:
    """Set a scorecard on a page, one pair of axes through all its rows, and move below it."""
    columns = _columns(page, card)
    rows = _lay_out(page, card, columns)
    whole = sum(row.height for row in rows)
    _head(page, card, columns)
    left = page.margin + 4 if page.narrow else page.margin + columns.name + columns.level
    high, span = page.row(whole, whole * _LEAST_SHARE), (0.0, whole / _ROW)
    pane = page.pane(left, page.y, columns.pane, high, _ends_of(card, columns.pane), span=span)
    page.rows(pane, [row.name for row in rows], [row.place for row in rows])
    if card.rates:
        page.grid(pane, suffix="%", zero=not page.narrow)
        if page.narrow:
            # Names stand over their marks: no line may run through them.
            pane.axes.xaxis.grid(visible=False)
    for row in rows:
        if pane.shows(row.place):
            _draw_row(pane, row, card, columns)
    page.y += pane.height + (22 if card.rates else 8)
    return [row.item for row in rows if row.item]


def _columns(page: Page, card: Card) -> _Columns:
    """Measure the columns; names and words give way to the marks where the page is narrow."""
    if page.narrow:
        return _Columns(page.inner, 0.0, page.inner - 8, 0.0, 0.0)
    deep = {id(row.item): row.deep for section in card.sections for row in section.rows}
    name = max(
        _INDENT * deep[id(item)] + _wide(item.label) + text_width(printable(_beside(card, item)), Size.SMALL)
        for item in card.items
    )
    level = max((_wide(f"+{item.level.shown}") for item in card.items if item.level), default=0.0)
    aims = [(item, one) for item in card.items if (one := card.aim(item))]
    aim = max(
        (_wide(f"+{one.shown}") + _wide(f"{card.unusual_period(item)} ") for item, one in aims), default=0.0
    )
    level, aim = (wide + _LED + _GAP if wide else 0.0 for wide in (level, aim))
    apart = 50.0 if card.levels else 0.0
    if card.rates or any(item.change for item in card.items):
        room = max(_LEAST_NAME, page.inner - level - aim - apart - _LEAST_PANE)
        name = min(max(name, 70.0), page.inner * 0.36, room) + _GAP
        return _Columns(name, level, page.inner - name - level - aim - apart, apart, aim)
    name = min(max(name, 70.0), page.inner - level - aim) + _GAP
    return _Columns(name, level, max(1.0, page.inner - name - level - aim), apart, aim)


def _wide(text: str) -> float:
    return text_width(printable(text), Size.LABEL)


def _beside(card: Card, item: Item) -> str:
    """Write what is said of a thing in grey beside its name."""
    return f"  {said}" if (said := card.qualifiers.get(item.key)) else ""


def _lay_out(page: Page, card: Card, columns: _Columns) -> list[_Laid]:
    """Break names into lines, and give each row its height and the place of its marks."""
    rows: list[_Laid] = []
    few = len(card.items) <= _FEW
    for section in card.sections:
        heading, taken = page.part(section.heading[:1].upper() + section.heading[1:], section.rows)
        if heading and taken:
            rows.append(_Laid(heading))
        for row in taken:
            laid = _laid(page, card, columns, row.item, _INDENT * row.deep)
            block = len(laid.label) * Size.LABEL * _TIGHT
            if page.narrow:
                marked = row.item.change is not None
                laid.height = block + _WHITE + (_MARKS if marked else 0.0)
                laid.down = laid.height - (9.0 if marked else laid.height / 2)
            else:
                laid.height = max(_ROW_OF_FEW if few else _ROW, block + _WHITE / 2)
                laid.down = laid.height / 2
            rows.append(laid)
    top = 0.0
    for one in rows:
        one.place = (top + one.down) / _ROW
        top += one.height
    return rows


def _laid(page: Page, card: Card, columns: _Columns, item: Item, indent: float) -> _Laid:
    level, entry = _said(item.level, item.level.shown) if item.level else [], card.aim(item)
    aim: list[Run] = []
    if entry:
        before = f"{other} " if (other := card.unusual_period(item)) else ""
        aim = _said(entry, before + signed_quote(entry, card.catalog, plus=True))
    label = [Run(item.label)]
    if said := _beside(card, item):
        label.append(grey(said))
    wide = columns.name - indent - _GAP
    if page.narrow:
        wide -= sum(_wide(run.text) for run in level)
        if aim:
            label += [grey(f"  {card.catalog('target')} "), *aim]
    lines = balanced(label, Size.LABEL, max(wide, 60.0))
    return _Laid(item.label, item, lines, level, [] if page.narrow else aim, indent)


def _said(entry: Entry, text: str) -> list[Run]:
    """Write what stands for a number, and its mark behind it."""
    return [value_run(entry, text, bold=False, keep=False), mark_run(entry)]


def _head(page: Page, card: Card, columns: _Columns) -> None:
    """Write the heads of the columns."""
    catalog, y = card.catalog, page.y + 8
    rate = grey(catalog("rate"))
    if page.narrow:
        if card.rates:
            page.text(page.margin, y, rate, Size.SMALL, tag="head")
            page.y += 14
        return
    left = page.margin + columns.name
    heads = []
    if columns.level:
        heads.append((left + columns.level - _GAP - _LED, [catalog("level_head")]))
    if columns.difference:
        area = area_of(card.levels[0], catalog)
        heads.append((page.right - columns.aim, [catalog("difference", area=area), catalog("points")]))
    if columns.aim:
        period = catalog.period(card.aimed_period or "")
        heads.append((page.right - _LED, [catalog("aim_head", period=period)]))
    y += 11 * (max((len(lines) for _, lines in heads), default=1) - 1)
    for x, lines in heads:
        for number, text in enumerate(reversed(lines)):
            page.text(x, y - 11 * number, grey(text), Size.SMALL, ha="right", tag="head")
    if card.rates:
        page.text(left + columns.level, y, rate, Size.SMALL, tag="head")
    if heads or card.rates:
        page.rule(y + 5)
        page.y = y + 6


def _draw_row(pane: Pane, row: _Laid, card: Card, columns: _Columns) -> None:
    """Draw a heading, or the name, words and marks of a thing."""
    page, item = pane.page, row.item
    edge, right = page.margin - pane.left, page.right - pane.left - pane.width
    lower = pane.down(row.place) + row.height - row.down
    if item is None:
        shift = (edge, row.height / 2 - 6)
        pane.beside((0.0, row.place), grey(row.name, bold=True), shift=shift, tag="heading")
        page.rule(lower)
        return
    block = len(row.label) * Size.LABEL * _TIGHT
    up = row.down - _WHITE / 2 if page.narrow else block / 2
    for number, line in enumerate(row.label):
        down = Size.LABEL * (_TIGHT * (number + 0.5) + 0.36) - up
        for offset, run in line.runs:
            at = (edge + row.indent + offset, down)
            pane.beside((0.0, row.place), run, shift=at, tag="label")
    if row.level and page.narrow:
        mark = text_width(row.level[1].text, Size.SMALL) + 2
        _write_words(pane, 1.0, row, row.level, (right - mark, 0.5 * Size.LABEL * _TIGHT - up), "level")
    elif row.level:
        _write_words(pane, 0.0, row, row.level, (-_GAP - _LED, 0.0), "level")
    if row.aim:
        _write_words(pane, 1.0, row, row.aim, (right - _LED, 0.0), "aim")
    others = _draw_marks(pane, item, card, row.place)
    if item.rate:
        if columns.difference:
            _write_difference(pane, item.rate, card, row.place, right - columns.aim)
        _write_value(pane, item.rate, row.place, others)
    elif item.change:
        _write_amount(pane, item.change, row.place, card)
    page.rule(lower, colour=theme.GRID, width=0.7, zorder=-1)


def _write_words(
    pane: Pane, value: float, row: _Laid, runs: Sequence[Run], shift: tuple[float, float], tag: str
) -> None:
    """Write the words of the text so that they end at a place, and their mark behind it."""
    words, mark = runs
    down = shift[1] + 0.36 * Size.LABEL
    pane.beside((value, row.place), words, shift=(shift[0], down), ha="right", tag=tag)
    pane.beside((value, row.place), mark, Size.SMALL, shift=(shift[0] + 2, down), tag="mark")


def _write_amount(pane: Pane, entry: Entry, place: float, card: Card) -> None:
    """Write a change that is no rate, and has no mark, where the rates of others begin."""
    words, mark = _said(entry, signed_quote(entry, card.catalog, plus=True))
    at = (0.0 if pane.holds(0.0) else pane.low, place)
    down = 0.36 * Size.LABEL
    pane.text(at, words, shift=(6.0, down), tag="value", clear=True)
    pane.text(at, mark, Size.SMALL, shift=(8.0 + _wide(words.text), down), tag="mark", clear=True)


def _draw_marks(pane: Pane, item: Item, card: Card, place: float) -> list[float]:
    """Draw the rate and the target of a thing, province and nation beside it; return where these are."""
    entry, aimed = item.rate, card.aimed_rate(item)
    others: list[float] = []
    if entry:
        others = _draw_context(pane, entry, card, place)
        colour = colour_of(entry, pane.page.settings)
        if pane.page.narrow and pane.holds(0.0):
            half = pane.rise(6.0)
            pane.line([0, 0], [place - half, place + half], theme.PALE, 0.9, zorder=1.5, label="zero")
        if pane.holds(entry.middle):
            # A mark beyond the axis has no stem: its arrow stands there.
            pane.line([0, entry.middle], [place, place], colour, 2.2, tint=0.35, solid_capstyle="butt",
                      zorder=1.6, label="stem")  # fmt: skip
        Dot(colour).draw(pane, entry, place)
    if aimed and pane.holds(aimed.middle):
        reach = marks.tail(pane, aimed, _AIM.radius)
        near = entry and abs(entry.middle - aimed.middle) < pane.length(marks.RADIUS + _AIM.radius + 2)
        _AIM.draw(pane, aimed, place + (pane.rise(_DROP) if near else 0.0))
        others += [] if near else [aimed.middle, aimed.middle + reach]
    return others


def aim_sample(entry: Entry, catalog: Catalog) -> Sample:
    """Explain the mark of a target."""
    return _AIM.sample(catalog("aim_key"), entry.sample(status=Status.TARGET, hedge=Hedge.EXACT), 6)


def _draw_context(pane: Pane, entry: Entry, card: Card, place: float) -> list[float]:
    beside = {one.level: value for one in card.levels if (value := held_against(one, entry)) is not None}
    beside = {level: value for level, value in beside.items() if pane.holds(value)}
    if "nation" in beside:
        draw_level(pane, "nation", beside["nation"], place, gid=f"nation-{entry.note.id}")
    if "province" in beside:
        room = pane.length(marks.RADIUS + 5.0) + marks.tail(pane, entry)
        near = entry.least - room < beside["province"] < entry.most + room
        drop = pane.rise(_DROP) if near else 0.0
        draw_level(pane, "province", beside["province"], place + drop, gid=f"province-{entry.note.id}")
    return list(beside.values())


def _write_value(pane: Pane, entry: Entry, place: float, beside: Sequence[float]) -> None:
    """Write the words of the text at the right of their mark, or of all marks where others are in the way."""
    catalog = pane.page.catalog
    text = _beside_mark(entry, catalog)
    colour = colour_of(entry, pane.page.settings)
    at, wide = entry.middle, _value_width(entry, catalog)
    tails = [entry.middle + side * marks.tail(pane, entry) for side in entry.open_sides]
    high = max([entry.most, *tails])
    gap = marks.RADIUS + 4
    if arrow := pane.arrow(at):
        text = f"{arrow} {text}"
        at = min(max(at, pane.low), pane.high)
        dx = -wide - 12 if at == pane.high else 2.0
    else:
        others = [value for value in beside if pane.holds(value)]
        first = max(high, 0.0) if pane.holds(0.0) else high
        free = first + pane.length(gap + wide) <= min((v for v in others if v > first), default=pane.high)
        dx = pane.across(first if free else max([first, *others])) - pane.across(at) + gap
        dx = min(dx, pane.left + pane.width + 10 - wide - pane.across(at))
    colour = colour if colour == theme.ACCENT else theme.GREY
    down = 0.36 * Size.LABEL
    pane.text((at, place), value_run(entry, text, colour), shift=(dx, down), tag="value", clear=True)
    dx += text_width(printable(text), Size.LABEL, bold=True) + 1.5
    pane.text((at, place), mark_run(entry, colour), Size.SMALL, shift=(dx, down), tag="mark")


def _write_difference(pane: Pane, entry: Entry, card: Card, place: float, right: float) -> None:
    value = held_against(card.levels[0], entry)
    if value is None:
        return
    strong = certainly_above(entry, value) and not entry.is_range
    run = Run(difference(entry, value), bold=strong, colour=theme.ACCENT if strong else theme.GREY)
    pane.beside((1.0, place), run, shift=(right, 0.36 * Size.LABEL), ha="right", tag="difference")


def _ends_of(card: Card, width: float) -> tuple[float, float]:
    """Choose the ends of the axis: zero, all rates but those far beyond the others, and room for words."""
    drawn = _kept(card)
    while True:
        low, high = _around(drawn, card, width)
        # The room for words may reach as far as a rate that was left out: then it has room as well.
        inside = [entry for entry in card.rates if low <= entry.least and entry.most <= high]
        if len(inside) <= len(drawn):
            return low, high
        drawn = inside


def _around(drawn: Sequence[Entry], card: Card, width: float) -> tuple[float, float]:
    beside = [[v for one in card.levels if (v := held_against(one, entry)) is not None] for entry in drawn]
    spread = [value for entry in drawn for value in (entry.least, entry.most)]
    spread += [value for values in beside for value in values]
    spread += [e.middle + side * abs(e.middle) * marks.FADE for e in drawn for side in e.open_sides]
    low, high = min([0.0, *spread]), max([0.0, *spread])
    if low == high:
        return 0.0, 1.0
    room = 2.2 * marks.RADIUS
    low = low - (high - low) * room / (width - room) if low < 0 else low
    for entry, values in zip(drawn, beside, strict=True):
        # Words stand at the right of all marks of their row, those of a fall at the right of zero.
        at = max([0.0, entry.most, *values])
        room = min(_value_width(entry, card.catalog) + marks.RADIUS + 10, width * 0.6)
        high = max(high, low + (at - low) * width / (width - room))
    return low, high


def _kept(card: Card) -> list[Entry]:
    """Leave out rates far beyond the others: these have an arrow."""
    sizes = sorted(abs(entry.middle) for entry in card.rates)
    if len(sizes) < _ENOUGH:
        return card.rates
    bound = _TIMES * sizes[int(_SHARE * (len(sizes) - 1))]
    return [entry for entry in card.rates if abs(entry.middle) <= bound] or card.rates


def _beside_mark(entry: Entry, catalog: Catalog) -> str:
    """Give the words beside the mark of a rate: a rise, which its mark shows, has no sign."""
    return signed_quote(entry, catalog, plus=True) if entry.change == Change.DECREASE else entry.shown


def _value_width(entry: Entry, catalog: Catalog) -> float:
    """Measure the words beside a mark, and their own mark."""
    wide = text_width(printable(_beside_mark(entry, catalog)), Size.LABEL, bold=True)
    return wide + text_width(entry.mark, Size.LABEL) + 2
