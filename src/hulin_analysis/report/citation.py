"""Citation: the sources in the form of GB/T 7714-2015, in English, as BibTeX and as RIS."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

import pandas as pd

from hulin_analysis import script, vocabulary, wording
from hulin_analysis.export import Sheet
from hulin_analysis.report.pandoc import Node, link, text
from hulin_analysis.report.subject import ReportCatalog, Subject

# What BibTeX reads as markup, and how it is written as text.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_TEX_SIGN = re.compile("[" + re.escape("".join(_TEX)) + "]")
_UNSAFE_IN_URL = re.compile(r"[\\{}\s\"<>^`|]")


class Form(Enum):
    """What a source is: the code of GB/T 7714, the entry of BibTeX, the type of RIS.

    >>> Form.NEWSPAPER.code, Form.PAGE.ris
    ('N', 'ELEC')
    """

    NEWSPAPER = ("N", "article", "NEWS")
    REPORT = ("R", "techreport", "RPRT")
    PAGE = ("EB", "online", "ELEC")
    OTHER = ("Z", "misc", "GEN")

    def __init__(self, code: str, entry: str, ris: str) -> None:
        self.code = code
        self.entry = entry
        self.ris = ris


@dataclass(frozen=True)
class Source:
    """A source."""

    title: str  # its headline, verbatim; empty if it has none
    publisher: str | None = None  # the newspaper, the site, or the body that published it
    # ISO dates.
    published: str | None = None
    accessed: str | None = None
    url: str | None = None

    @property
    def form(self) -> Form:
        """What it is, told by who published it, its headline, and whether it has an address.

        >>> Source("某縣推進三大行動", "雲川日報").form, Source("某市統計公報", "某市統計局").form
        (<Form.NEWSPAPER: ('N', 'article', 'NEWS')>, <Form.REPORT: ('R', 'techreport', 'RPRT')>)
        """
        publisher, title = script.fold(self.publisher or ""), script.fold(self.title)
        if publisher.endswith(tuple(vocabulary.words("cautions", "newspaper", "ends"))):
            return Form.NEWSPAPER
        if any(word in title for word in vocabulary.words("cautions", "report", "words")):
            return Form.REPORT
        return Form.PAGE if self.url else Form.OTHER

    @property
    def key(self) -> str:
        """Its key in BibTeX: the year, and a digest of what it is."""
        digest = hashlib.sha256(f"{self.title}\n{self.publisher}\n{self.url}".encode()).hexdigest()
        return f"source{(self.published or '')[:4]}{digest[:6]}"

    def reference(self, words: ReportCatalog) -> tuple[str, str]:
        """Write the reference: its words up to the address, and the address.

        >>> Source("某縣新聞", "雲川日報", "2025-03-02", "2025-03-05", "https://a.example/").reference(
        ...     ReportCatalog("zh-Hans")
        ... )
        ('某縣新聞[N/OL]. 雲川日報, 2025-03-02[2025-03-05]. ', 'https://a.example/')
        """
        return self._national(words) if words.is_chinese else self._by_parts(words)

    def _national(self, words: ReportCatalog) -> tuple[str, str]:
        """GB/T 7714-2015: a part that is not known is left out, with the sign before it."""
        title = f"{self.title or words('unnamed_source')}[{self.form.code}{'/OL' if self.url else ''}]"
        accessed = f"[{self.accessed}]" if self.accessed and self.url else ""
        if self.form is Form.NEWSPAPER:
            when = ", ".join(filter(None, (self.publisher, self.published)))
            parts = [title, when + accessed]
        else:
            day = f"({self.published})" if self.published and self.url else self.published or ""
            parts = [self.publisher or "", title, day + accessed]
        said = ". ".join(part for part in parts if part) + "."
        return (f"{said} ", self.url) if self.url else (said, "")

    def _by_parts(self, words: ReportCatalog) -> tuple[str, str]:
        title = f"“{words.titled(self.title)}”" if self.title else words("unnamed_source")
        day = words.period(self.published) if self.published else None
        said = ". ".join(part for part in (self.publisher, title, day) if part) + "."
        if self.url and self.accessed:
            said += words("accessed_on", day=words.period(self.accessed))
        return (f"{said} ", self.url) if self.url else (said, "")


def sources(subject: Subject) -> list[Source]:
    """Return the sources of a report: the article, then those of the rates beside it."""
    about = subject.about
    published = (about["published"] or "")[:10] or None
    publisher = about["paper"] or about["portal"]
    article = Source(subject.title, publisher, published, subject.edition.accessed, about["url"])
    return [article, *_context(subject)]


def _context(subject: Subject) -> Iterator[Source]:
    """Yield the pages that the rates beside the text are from; one without a title is named by its rates."""
    words, context = subject.words, subject.context
    if context is None:
        return
    used = context[context["indicator_id"].isin(subject.metrics["indicator_id"].dropna())]
    for (publisher, url), rows in used.groupby(["publisher", "url"], sort=False):
        body, _, title = words.chinese(str(publisher)).partition(" ")
        rates = words("list").join(dict.fromkeys(map(words.inside, _labels(rows, words))))
        place, period = words.place(rows["area"].iloc[0]), words.period(str(rows["period"].iloc[0]))
        named = title or words("rates_of", area=place, rates=rates, period=period)
        yield Source(named, body, url=str(url))


def _labels(rows: pd.DataFrame, words: ReportCatalog) -> list[str]:
    """Name the indicators of a context table in the language of the report."""
    if words.is_chinese:
        return [str(one) for one in rows["indicator"]]
    pairs = zip(rows["indicator"], rows["indicator_id"], strict=True)
    return [wording.indicator_name(str(name), id_) or str(name) for name, id_ in pairs]


def references(subject: Subject) -> list[list[Node]]:
    """Write the references of a brief, a line each, numbered."""
    lines = []
    for number, source in enumerate(sources(subject), 1):
        said, url = source.reference(subject.words)
        lines.append([*text(f"[{number}] {said}"), *([link(url, text(url))] if url else [])])
    return lines


def bibtex(subject: Subject) -> str:
    """Write the sources as BibTeX; titles are in braces of their own, so that no style changes their case."""
    entries = []
    for source in sources(subject):
        holder = {"article": "journal", "techreport": "institution"}.get(source.form.entry, "organization")
        fields = {
            "title": _tex(source.title),
            holder: _tex(source.publisher),
            "year": (source.published or "")[:4],
            "date": source.published,
            "url": _address(source.url),
            "urldate": source.accessed if source.url else None,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        entries.append("\n".join([f"@{source.form.entry}{{{source.key},", *lines, "}"]))
    return "\n\n".join(entries) + "\n"


def _tex(words: str | None) -> str:
    r"""Write a text so that BibTeX reads it as text.

    >>> print(_tex("A&B: 5% {x}"))
    {A\&B: 5\% \{x\}}
    """
    return f"{{{_TEX_SIGN.sub(lambda sign: _TEX[sign[0]], words)}}}" if words else ""


def _address(url: str | None) -> str | None:
    """Write an address without the signs that would end its field: they are percent-encoded."""
    return _UNSAFE_IN_URL.sub(lambda sign: quote(sign[0]), url) if url else None


def ris(subject: Subject) -> str:
    """Write the sources as RIS."""
    entries = []
    for source in sources(subject):
        fields = [
            ("TY", source.form.ris),
            ("TI", source.title),
            ("T2" if source.form is Form.NEWSPAPER else "PB", source.publisher),
            ("PY", (source.published or "")[:4]),
            ("DA", (source.published or "").replace("-", "/")),
            ("UR", _address(source.url)),
            ("Y2", (source.accessed or "").replace("-", "/") if source.url else None),
            ("LA", "zh"),
        ]
        lines = [f"{name}  - {' '.join(str(value).split())}" for name, value in fields if value]
        entries.append("\r\n".join([*lines, "ER  - ", ""]))
    return "\r\n".join(entries)


def sources_sheet(subject: Subject) -> Sheet:
    """Lay out the sheet of the sources, for the workbook beside the report."""
    rows = [
        {
            "what": "context" if at else "article",
            "title": one.title or None,
            "publisher": one.publisher,
            "published": one.published,
            "url": one.url,
        }
        for at, one in enumerate(sources(subject))
    ]
    frame = pd.DataFrame(rows)
    return Sheet(frame, {"url": frame["url"].tolist()})
