"""Build a report: draw the figures, write the documents, and move all into place."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from hulin_analysis.article import Article
from hulin_analysis.charts.canvas.typeface import stock
from hulin_analysis.charts.content.entries import expect_metrics
from hulin_analysis.codes import Reason
from hulin_analysis.errors import ReportError, choose
from hulin_analysis.export import Sheet, in_language, lay_out, stamp, write_workbook
from hulin_analysis.extras import require
from hulin_analysis.frames import COLUMNS, extract, load_article, load_context, load_metrics
from hulin_analysis.labels import heading, meaning
from hulin_analysis.messages import Listed
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import expect_quotes, mark
from hulin_analysis.report.annex import annex
from hulin_analysis.report.brief import brief, front, room_for_chart
from hulin_analysis.report.citation import bibtex, ris, sources_sheet
from hulin_analysis.report.document import Part, page, paper
from hulin_analysis.report.pdf import Printed
from hulin_analysis.report.pictures import Charts, Picture, write_picture
from hulin_analysis.report.staging import Staging, staged
from hulin_analysis.report.subject import PARTS, Edition, PartName, Subject
from hulin_analysis.report.web_page import page_data, write_html
from hulin_analysis.report.word import write_docx
from hulin_analysis.report.word_package import ALWAYS
from hulin_analysis.script import LANGUAGES, LanguageTag, language

__all__ = ["FORMATS", "LANGUAGES", "build_report"]

Step = Callable[[str, int, int], None]

#: What :func:`build_report` can write, in the order it writes it.
FORMATS = ("html", "docx", "pdf", "xlsx")


def build_report(
    output: str | os.PathLike[str],
    *,
    article: Article | None = None,
    metrics: pd.DataFrame | None = None,
    lang: LanguageTag | None = None,
    formats: Sequence[str] = FORMATS,
    edition: Edition | None = None,
    on_step: Step | None = None,
) -> list[Path]:
    """Write the report on an article: a brief of two pages, and an annex.

    Parameters
    ----------
    output : path-like
        Folder for the report; made if it is not there. Other files in it are left alone.
    article : Article, optional
        The article; without it, the one that comes with the package, with its reviewed metrics.
    metrics : DataFrame, optional
        Its metrics frame, perhaps a corrected one; without it the numbers are extracted.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of everything but the quotes; without it, the script of the article.
    formats : sequence of {"html", "docx", "pdf", "xlsx"}
        What to write: ``html`` is one page of brief and annex, ``docx`` and ``pdf`` a file of each. The
        citation files and the figures are written always, and so is the workbook where charts and tables
        leave out rows, which are 1,200 at most.
    edition : Edition, optional
        Author, unit and day of the brief, date of access, which parts to write, and the style of the print.
    on_step : callable, optional
        Called before each step with what it is, how many steps are done and how many there are; and once
        at the end.

    Returns
    -------
    list of Path
        The files written: documents, workbook, citation files, figures, in this order.

    Raises
    ------
    ReportError
        If a document cannot be made, or the folder cannot be written. What was there before is then still
        there, and nothing else.
    DataError
        If the frame lacks a column, has a number that its quote does not state, or does not belong to the
        article.
    MissingExtraError
        If a package of the ``report`` extra is not installed.

    Examples
    --------
    >>> build_report(Path("report"), formats=["odt"])
    Traceback (most recent call last):
        ...
    hulin_analysis.errors.ReportError: There is no report format 'odt'; choose from html, docx, pdf, xlsx.
    """
    wanted = _choose(formats)
    edition = edition or Edition()
    for part in edition.parts:
        choose(part, PARTS, "part", "parts", ReportError)
    require("lxml", "openpyxl", "pypandoc", "typst", extra="report")
    subject = _subject(article, metrics, lang, edition)
    if subject.leaves_out and "xlsx" not in wanted:
        # What is left out stands there.
        wanted.append("xlsx")
    with staged(Path(output)) as staging, _collected_at_ends():
        return _Builder(staging, subject, wanted).build(on_step)


def _subject(
    article: Article | None, metrics: pd.DataFrame | None, lang: LanguageTag | None, edition: Edition
) -> Subject:
    """Put together what the report is on; the package's own article comes with its context."""
    if article is None:
        article, read, context = load_article(), load_metrics, load_context()
    else:
        read, context = partial(extract, article), None
    if metrics is None:
        frame = read()
    else:
        frame = proven(expect_metrics(metrics, "build_report(output, article=article, metrics={})"))
        expect_quotes(frame, article.text)
    if not isinstance(frame.attrs.get("article"), dict):
        frame = frame.copy()
        frame.attrs["article"] = article.metadata()
    return Subject(
        article, frame, context, language(lang, article.metadata()["script"], error=ReportError), edition
    )


@contextmanager
def _collected_at_ends() -> Iterator[None]:
    """Let Python's garbage wait for the end of each picture and step: it would look through much, often.

    What was there before is not looked through at all.
    """
    running = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if running:
            gc.enable()


def _choose(formats: Sequence[str]) -> list[str]:
    """Return the formats in the order they are written."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise ReportError(
            "There is no report format {given!r}; choose from {choices}.",
            given=unknown[0] if unknown else "",
            choices=Listed(FORMATS),
        )
    return [name for name in FORMATS if name in formats]


class _Builder:
    """Takes the steps one after another; each leaves what it wrote in the staging folder."""

    def __init__(self, staging: Staging, subject: Subject, formats: Sequence[str]) -> None:
        self.staging = staging
        self.subject = subject
        self.formats = formats
        self.media = staging.scratch / "media"
        self.media.mkdir()
        self.when = stamp(subject.about)
        self.pictures: list[Picture] = []
        self.figures: list[Path] = []
        self.written: list[Path] = []

    def build(self, on_step: Step | None) -> list[Path]:
        """Take all steps, then deliver."""
        self._stock_font()
        steps = [*self._drawing(), *self._writing()]
        for done, (name, step) in enumerate(steps):
            if on_step:
                on_step(name, done, len(steps))
            step()
            gc.collect()
            _return_memory()
        delivered = self.staging.deliver([*self.written, *self.figures])
        if on_step:
            on_step("done", len(steps), len(steps))
        return delivered

    def _drawing(self) -> Iterator[tuple[str, Callable[[], None]]]:
        charts = Charts(self.subject, room_for_chart(self.subject))
        for number, name in enumerate(charts.names, 1):
            yield f"drawing chart {number} of {len(charts.names)}", partial(self._picture, charts, name)

    def _writing(self) -> Iterator[tuple[str, Callable[[], None]]]:
        if "html" in self.formats:
            yield "writing report.html", self._html
        for part in PARTS:
            for name in ("docx", "pdf"):
                if name in self.formats and part in self.subject.edition.parts:
                    yield f"writing {part}.{name}", partial(self._paper, part, name)
        if "xlsx" in self.formats:
            yield "writing metrics.xlsx", self._xlsx
        yield "writing sources.bib and sources.ris", self._citations

    def _stock_font(self) -> None:
        """Cut the font to what the report may say: its pictures and documents take theirs from that."""
        text, words = self.subject.article.text, self.subject.words
        named = [
            heading(column, lang=words.lang) for column in self.subject.metrics.columns if column in COLUMNS
        ]
        named.append(heading("reason", lang=words.lang))
        reasons = [meaning("reason", reason, lang=words.lang) for reason in Reason]
        marks = map(mark, range(1, 51))
        said = [text, words.chinese(text), words.letters(), ALWAYS, *named, *reasons, *marks]
        stock("".join(said), words.family)

    def _picture(self, charts: Charts, name: str) -> None:
        made = write_picture(charts, name, self.media, self.staging.folder / "figures", self.formats)
        if made:
            self.pictures.append(made[0])
            self.figures += [path.relative_to(self.staging.folder) for path in made[1]]

    @cached_property
    def _parts(self) -> dict[str, Part]:
        """The parts that are wanted, each numbered once for all its documents."""
        subject, words = self.subject, self.subject.words
        head, made, pictures = front(subject), {}, list(self.pictures)
        if "brief" in subject.edition.parts:
            labels = (words("figure"), words("table"))
            first = pictures.pop(0) if pictures and pictures[0].in_brief else None
            made["brief"] = Part.of("brief", head, brief(subject, first), labels, self.media)
        if "annex" in subject.edition.parts:
            labels = (words("annex_figure"), words("annex_table"))
            own = replace(head, title=words("annex", title=head.title), contents=words("contents"))
            made["annex"] = Part.of("annex", own, annex(subject, pictures), labels, self.media)
        return made

    def _html(self) -> None:
        parts, words = list(self._parts.values()), self.subject.words
        headings = {"brief": words("brief_part"), "annex": words("annex", title=front(self.subject).title)}
        charts = {one.name: one.page for one in self.pictures if one.page}
        data, path = page_data(self.subject, charts), self._new("report.html")
        document = page(parts, words("contents"), headings)
        write_html(document, path, charts=charts, data=data, work=self.staging.scratch)

    def _paper(self, part: PartName, format: str) -> None:
        """Write a part for print; Word's contents have the pages of the PDF, which is set once for both."""
        made, path = self._printed[part], self._new(f"{part}.{format}")
        if format == "docx":
            write_docx(made, path, when=self.when)
        else:
            made.set()
            os.replace(made.pdf, path)

    @cached_property
    def _printed(self) -> dict[str, Printed]:
        style, work, when = self.subject.edition.style, self.staging.scratch, self.when
        return {name: Printed(paper(part), style, work, when) for name, part in self._parts.items()}

    def _xlsx(self) -> None:
        # The documents are written: what they were made of would stand beside all the cells.
        for name in ("_parts", "_printed"):
            vars(self).pop(name, None)
        write_workbook(workbook_of(self.subject), self._new("metrics.xlsx"), when=self.when)

    def _citations(self) -> None:
        for name, written in (("sources.bib", bibtex), ("sources.ris", ris)):
            self._new(name).write_text(written(self.subject), encoding="utf-8", newline="\n")

    def _new(self, name: str) -> Path:
        self.written.append(Path(name))
        return self.staging.folder / name


def _return_memory() -> None:
    """Give what was freed back to the system, where the C library keeps it for itself (Linux, glibc)."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def workbook_of(subject: Subject) -> dict[str, Sheet]:
    """Lay out the workbook beside the report: that of ``hulin extract``, with context and all sources."""
    laid = lay_out(subject.metrics, subject.article, subject.context, lang=subject.lang)
    return laid | in_language({"sources": sources_sheet(subject)}, subject.lang)
