"""Frames made for the tests of the charts: any size, every hedge, status and change, and no word of Hulin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

import hulin_analysis as ha
from hulin_analysis.article import Article, Paragraph, Section, Span
from hulin_analysis.charts import CHARTS, COMPARED, AnnotatedFigure, theme
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS
from hulin_analysis.languages import LANGUAGES as LANGUAGES

SIZES = (1, 5, 60)
KINDS = {"indicators": "indicator", "activities": "activity", "investments": "investment", "amounts": "other"}
#: The charts that every text or comparison has.
EVERY = [*(name for name, chart in CHARTS.items() if not chart.states), *COMPARED]
ABOUT = {
    "title": "甲縣:年報",
    "paper": "甲縣日報",
    "portal": "乙網",
    "published": "2024-03-01T08:00",
    "place": "甲縣",
    "url": "http://news.example/a.html",
    "script": "hant",
}
_THINGS = (
    "鋼材", "水泥", "全社會用電量", "規模以上服務業企業營業收入", "糧食", "城鎮居民人均可支配收入", "進出口",
    "農產品加工業、食品工業及紡織服裝業主營業務收入合計",
)  # fmt: skip
_HEDGES = ("exact", "over", "exact", "under", "exact", "about", "exact", "exact")
_STATUSES = ("actual", "actual", "expected", "actual", "target", "actual")
_UNITS = ("場", "人次", "場次", "件", "戶", "場", "項", "個", "人", "本")
_WORDS = {"exact": "{}", "over": "{}余", "under": "近{}", "about": "約{}"}

_VERBS = {"increase": "增長", "decrease": "下降", "none": "共"}


@dataclass(frozen=True)
class Made:
    """An article, its frame and a context that goes with it."""

    article: Article
    metrics: pd.DataFrame
    context: pd.DataFrame


def made(kind: str, rows: int, **given: Any) -> Made:
    """Make a frame of some rows of one kind; `given` overrides columns of every row, and their words."""
    drafts = [_draft(kind, i, given) for i in range(rows)]
    text = ""
    records: list[dict[str, Any]] = []
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    for i, draft in enumerate(drafts):
        sentence = draft.pop("sentence")
        start = len(text)
        text += sentence
        span = Span.cut(text, start, len(text))
        paragraphs.append(Paragraph(span, i + 1, (span,)))
        quote = draft["quote"]
        at = start + sentence.index(quote)
        section = "" if i == 0 else f"第{i // 7 + 1}節:穩中求進"
        records.append(
            {
                "id": f"q{i + 1}-1", "start": at, "end": at + len(quote), "section": section,
                "block": i + 1, "sentence": sentence, "sentence_start": start, "subject": "甲縣",
                "period": "2023", "kind": kind, **draft, **given,
            }
        )  # fmt: skip
        text += "\n"
    for name in dict.fromkeys(r["section"] for r in records):
        members = tuple(p for p, r in zip(paragraphs, records, strict=True) if r["section"] == name)
        heading = Span(len(text), len(text) + len(name), name) if name else None
        text += name
        sections.append(Section(heading, members))
    metrics = pd.DataFrame(records, columns=list(COLUMNS)).astype(COLUMNS)
    metrics.attrs["article"] = dict(ABOUT)
    article = Article(text, None, "甲縣日報", "乙網", None, (), (), "甲縣", ABOUT["url"], tuple(sections), ())
    return Made(article, metrics, _context(metrics))


def draw(name: str, rows: int = 8, given: dict[str, Any] | None = None, **options: Any) -> AnnotatedFigure:
    """Draw a chart of made rows."""
    if name in COMPARED:
        return COMPARED[name].plot(made_comparison(rows, over=name), **options)
    it = made(KINDS.get(name, "activity"), rows, **given or {})
    offered = {"article": it.article, "metrics": it.metrics, "context": it.context, "terms": made_terms(rows)}
    return CHARTS[name].draw(offered, **options)


def proven(metrics: pd.DataFrame) -> pd.DataFrame:
    """Write the quotes and sentences of a frame anew, so that they state what its rows hold."""
    found = metrics.copy()
    found.attrs.pop("as_read", None)
    behind = 0
    for first, rows in metrics.groupby("sentence_start"):
        moved, sentence = 0, rows["sentence"].iloc[0]
        for at, row in rows.sort_values("start").iterrows():
            power = next((word for word, size in (("億", 1e8), ("", 1)) if row["value"] % size == 0), "")
            figure = f"{row['value'] / (1e8 if power else 1):g}{power}"
            figure = _WORDS[row["hedge"]].format(figure) + row["unit"]
            low = row["start"] + moved - row["sentence_start"]
            verb = next((verb for verb in _VERBS.values() if sentence[:low].endswith(verb)), "")
            said = _VERBS[row["change"]] if verb else ""
            sentence = sentence[: low - len(verb)] + said + figure + sentence[low + len(row["quote"]) :]
            start = row["start"] + behind + moved + len(said) - len(verb)
            found.loc[at, ["start", "end", "quote"]] = start, start + len(figure), figure
            moved += len(said) - len(verb) + len(figure) - len(row["quote"])
        found.loc[rows.index, ["sentence", "sentence_start"]] = sentence, first + behind
        behind += max(moved, 0)
    return found


def _draft(kind: str, i: int, given: dict[str, Any]) -> dict[str, Any]:
    hedge, status = given.get("hedge", _HEDGES[i % len(_HEDGES)]), _STATUSES[i % len(_STATUSES)]
    change, unit, scale = "none", "", 1.0
    name = _THINGS[i % len(_THINGS)]
    number = (i * 37) % 61 + 1.5
    if kind == "indicator":
        unit, change = "%", "decrease" if i % 9 == 4 else "increase"
        figure = f"{number:g}"
    elif kind == "activity":
        unit, number, name = _UNITS[i % len(_UNITS)], float((i * 911) % 3000 + 3), f"{_bare(name)}宣傳活動"
        figure = f"{number:.0f}"
    elif kind == "other":
        # Wages and sums of a budget; in turn a level, a rise, a fall, each day, each month or once.
        unit, scale = "元", (1.0, 1.0, 1e8)[i % 3]
        change = ("none", "increase", "none", "decrease", "increase")[i % 5]
        name = f"{('每天', '', '每個月', '人均')[i % 4]}{_bare(name)}補貼"
        figure = f"{number:g}"
    else:
        unit, scale, name = "元", 1e8, f"{_bare(name)}{i + 1}期工廠投資"
        figure = f"{number:g}"
    unit, change = given.get("unit") or unit, given.get("change", change)
    if "value" in given and not pd.isna(given["value"]):
        number = given["value"] / scale
        figure = f"{number:g}"
    words = {"quote": "", "value": number * scale, "low": np.nan, "high": np.nan}
    shown = f"{figure}億" if scale > 1 else figure
    words["quote"] = _WORDS[hedge].format(shown) + unit
    if i % 11 == 7 and "value" not in given and given.get("hedge", "exact") == "exact":
        hedge = "exact"
        further = f"{number + 6:g}億" if scale > 1 else f"{number + 6:g}"
        words = {"quote": f"{shown}至{further}{unit}", "value": np.nan, "low": number * scale,
                 "high": (number + 6) * scale}  # fmt: skip
    verb = _VERBS[change]
    padding = "“百日會戰”、《條例》(試行)和各項工作統籌推進,成效明顯;" * (i % 4)
    return {
        **words, "unit": unit, "hedge": hedge, "status": status, "change": change, "indicator": name,
        "indicator_id": f"made_{i}" if kind == "indicator" else None,
        "sentence": f"去年,{padding}{name}{verb}{words['quote']},形勢喜人。",
    }  # fmt: skip


def _bare(name: str) -> str:
    """Leave out what would say per what a number is."""
    return name.replace("人均", "")


def _context(metrics: pd.DataFrame) -> pd.DataFrame:
    """Rates near those of the text, some of them the same, some of them missing."""
    rows = [
        {
            "indicator": row["indicator"], "indicator_id": row["indicator_id"], "area": area, "level": level,
            "period": row["period"], "value": abs((5 if pd.isna(row["value"]) else row["value"]) + shift),
            "unit": "%", "change": row["change"], "note": "", "publisher": f"{area}統計局", "url": "",
        }
        for i, row in enumerate(metrics.to_dict("records"))
        for level, area, shift in (("province", "丙省", (i % 3) * 0.4 - 0.4), ("nation", "全國", (i % 4) - 1))
        if (level, i % 5) != ("nation", 3)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CONTEXT_COLUMNS)).astype(CONTEXT_COLUMNS)


def made_terms(rows: int) -> pd.DataFrame:
    """Make key terms: eight a section."""
    return pd.DataFrame(
        {
            "section": ["" if i < 8 else f"第{i // 8}節:穩中求進" for i in range(rows)],
            "term": [_THINGS[i % len(_THINGS)][:12] + str(i) for i in range(rows)],
            "weight": [1 / (i + 1) for i in range(rows)],
            "count": [(i * 7) % 12 + 1 for i in range(rows)],
        }
    )


_ENDS = ("縣", "市", "州", "哈薩克自治縣")
_RATES = ("增長{}%", "增長{}%左右", "增長{}%", "增長超過{}%", "增長近{}%", "增長{}%—{}9%", "下降{}%")


def stated_by(place: str, published: str, text: str) -> pd.DataFrame:
    """Extract a document of a place, with the columns that a corpus adds."""
    about = {
        **ABOUT,
        "place": place,
        "published": published,
        "title": f"{place}:年報",
        "paper": f"{place}日報",
    }
    article = ha.parse_article(text, published=published)
    return ha.extract(article).assign(document=f"{place}/{published}.txt", **about)


@cache
def made_comparison(rows: int, *, over: str = "places") -> pd.DataFrame:
    """Make a comparison of places or of years with every hedge and status; each fifth has a conflict."""
    documents = []
    for i in range(rows):
        place = (
            f"{'甲乙丙丁戊己庚辛壬癸'[i % 10]}{'山水林田湖草沙'[i // 10]}{_ENDS[i % 4]}"
            if over == "places"
            else "甲縣"
        )
        year = 2025 if over == "places" else 1990 + i
        number = f"{(i * 37) % 61 / 10 + 2.1:.1f}"
        verb = _RATES[i % len(_RATES)].format(number, number)
        mood = ("", "", "預計", "", "力爭")[i % 5]
        padding = "各項工作統籌推進,成效明顯;" * (i % 4)
        said = [f"{year}年,{padding}{mood}地區生產總值{verb},形勢喜人。"]
        if i % 5 == 3:
            said.append(f"{year}年,地區生產總值增長{float(number) + 1.3:.1f}%。")
        documents += [stated_by(place, f"{year + 1}-0{n + 1}-10", text) for n, text in enumerate(said)]
    return ha.compare(pd.concat(documents, ignore_index=True), "grp", status="any")


def texts(figure: Figure, tag: str | None = None) -> list[Text]:
    """Return the visible texts of a figure, all or those of one tag, in drawing order."""
    found = [artist for artist in _walk(figure) if isinstance(artist, Text)]
    return [
        t for t in found
        if t.get_visible() and t.get_text() and (tag is None or t.get_label() == tag)
    ]  # fmt: skip


def words(figure: Figure, tag: str) -> list[str]:
    return [text.get_text() for text in texts(figure, tag)]


def artists(figure: Figure, label: str) -> list[Any]:
    """Return the artists whose label begins so, behind the line that keeps them out of a legend."""
    return [artist for artist in _walk(figure) if str(artist.get_label()).removeprefix("_").startswith(label)]


def _walk(figure: Figure) -> Iterator[Any]:
    yield from figure.get_children()
    for axes in figure.axes:
        yield from (child for child in axes.get_children() if child not in (axes.title, axes.patch))
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    yield tick.label1


def boxes(found: list[Text]) -> np.ndarray:
    """Return the extents of texts in pixels: left, bottom, right, top."""
    with theme.style():
        return np.array([text.get_window_extent().extents for text in found])


def overlaps(extents: np.ndarray, slack: float = 1.2) -> list[tuple[int, int]]:
    """Return the pairs of boxes that overlap by more than `slack` pixels in both directions."""
    left, bottom, right, top = (extents[:, [k]] for k in range(4))
    across = np.minimum(right, right.T) - np.maximum(left, left.T)
    up = np.minimum(top, top.T) - np.maximum(bottom, bottom.T)
    i, j = np.nonzero(np.triu((across > slack) & (up > slack), k=1))
    return list(zip(i.tolist(), j.tolist(), strict=True))
