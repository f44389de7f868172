"""Build a report: draw the figures, write the documents, and move all into place."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from hulin_analysis import charts
from hulin_analysis.article import Article
from hulin_analysis.charts.canvas.glyphs import stock
from hulin_analysis.charts.content.entries import expect_metrics, label_of
from hulin_analysis.codes import Reason
from hulin_analysis.errors import ReportError, choose
from hulin_analysis.export import stamp, write_workbook
from hulin_analysis.extras import require
from hulin_analysis.frames import COLUMNS, extract, load_article, load_context, load_metrics
from hulin_analysis.labels import heading, meaning
from hulin_analysis.line_breaks import joined
from hulin_analysis.messages import Listed
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import expect_quotes, mark
from hulin_analysis.report.citation import bibtex, ris
from hulin_analysis.report.figures import Drawn, draw, readdressed
from hulin_analysis.report.nodes import Node
from hulin_analysis.report.staging import Staging, staged
from hulin_analysis.report.subject import PARTS, Edition, PartName, Subject
from hulin_analysis.report.workbook import sheets
from hulin_analysis.script import LANGUAGES, LanguageTag, language
from hulin_analysis.selectors import quote_link

if TYPE_CHECKING:
    from hulin_analysis.report.document import Part
    from hulin_analysis.report.inline import PageChart

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
        citation files and the figures are written always.
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
    with staged(Path(output)) as staging, _uncollected():
        return _Builder(staging, subject).build(wanted, on_step)


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
        frame.attrs["article"] = article.about()
    return Subject(
        article, frame, context, language(lang, article.about()["script"], error=ReportError), edition
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python's garbage wait: the charts are many small objects, which it would look through often.

    A seventh of the time, for a twentieth more memory.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
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

    def __init__(self, staging: Staging, subject: Subject) -> None:
        self.staging = staging
        self.subject = subject
        self.media = staging.scratch / "media"
        self.media.mkdir()
        self.when = stamp(subject.about)
        self.drawn = Drawn()
        self.charts: dict[str, PageChart] = {}
        self.formats: Sequence[str] = FORMATS
        self._papers: dict[str, Node] = {}
        self.figures: list[Path] = []
        self.written: list[Path] = []

    def build(self, formats: Sequence[str], on_step: Step | None) -> list[Path]:
        """Take all steps, then deliver."""
        self.formats = formats
        self._stock_font()
        steps: list[tuple[str, Callable[[], None]]] = [("drawing the figures", self._figures)]
        if "html" in formats:
            steps.append(("writing report.html", self._html))
        steps += [
            (f"writing {part}.{name}", partial(self._paper, part, name))
            for part in PARTS
            for name in ("docx", "pdf")
            if name in formats and part in self.subject.edition.parts
        ]
        if "xlsx" in formats:
            steps.append(("writing metrics.xlsx", self._xlsx))
        steps.append(("writing sources.bib and sources.ris", self._citations))
        for done, (name, step) in enumerate(steps):
            if on_step:
                on_step(name, done, len(steps))
            step()
        delivered = self.staging.deliver([*self.written, *self.figures])
        if on_step:
            on_step("done", len(steps), len(steps))
        return delivered

    def _stock_font(self) -> None:
        """Cut the font to what the report may say: its pictures and documents take theirs from that."""
        from hulin_analysis.report.word_font import ALWAYS

        text, words = self.subject.article.text, self.subject.words
        named = [
            heading(column, lang=words.lang) for column in self.subject.metrics.columns if column in COLUMNS
        ]
        named.append(heading("reason", lang=words.lang))
        reasons = [meaning("reason", reason, lang=words.lang) for reason in Reason]
        marks = map(mark, range(1, 51))
        said = [text, words.chinese(text), words.letters(), ALWAYS, *named, *reasons, *marks]
        stock("".join(said), words.family)

    def _figures(self) -> None:
        """Draw the figures once; save them, and beside each the form that suits each document."""
        from hulin_analysis.report.brief import room_for_chart
        from hulin_analysis.report.inline import page_chart
        from hulin_analysis.report.paper import draw_for_paper
        from hulin_analysis.report.sheet import sheet_for

        self.drawn = draw(self.subject, room_for_chart(self.subject))
        said, published = self._said(), self._published()
        sheet = sheet_for(self.subject.edition.style)
        for name, figure in self.drawn.all.items():
            picture = self.media / f"{name}.png"
            if "html" in self.formats:
                alone = "annex" not in self.subject.edition.parts
                prepare = partial(readdressed, leads_to=lambda id_: None) if alone else None
                label = figure.title or self.subject.words("scorecard_caption")
                self.charts[name] = page_chart(figure, name, label, said, prepare)
            readdressed(figure, published.get)
            saved = charts.save(figure, self.staging.folder / "figures" / name)
            self.figures += [path.relative_to(self.staging.folder) for path in saved]
            shutil.copyfile(next(path for path in saved if path.suffix == ".png"), picture)
            if papers := [name for name in ("docx", "pdf") if name in self.formats]:
                draw_for_paper(figure, picture, sheet, papers)

    def _published(self) -> dict[str, str]:
        """Link each number to its sentence in the page as published."""
        url, text = self.subject.article.url, self.subject.article.text
        return {id_: quote_link(url, one, text) for id_, one in self.subject.notes.items()} if url else {}

    def _said(self) -> dict[str, str]:
        """Say what each row states, for those who cannot see its mark."""
        words = self.subject.words
        rows = self.subject.metrics.to_dict("records")
        return {str(row["id"]): f"{label_of(row, words)}: {joined(row['quote'])}" for row in rows}

    @cached_property
    def _parts(self) -> dict[str, Part]:
        """The parts that are wanted, each numbered once for all its documents."""
        from hulin_analysis.report.annex import annex
        from hulin_analysis.report.brief import brief, front
        from hulin_analysis.report.document import Part

        subject, words = self.subject, self.subject.words
        head, made = front(subject), {}
        if "brief" in subject.edition.parts:
            labels = (words("figure"), words("table"))
            made["brief"] = Part.of("brief", head, brief(subject, self.drawn.brief), labels, self.media)
        if "annex" in subject.edition.parts:
            labels = (words("annex_figure"), words("annex_table"))
            own = replace(head, title=words("annex", title=head.title), contents=words("contents"))
            made["annex"] = Part.of("annex", own, annex(subject, self.drawn.annex), labels, self.media)
        return made

    def _html(self) -> None:
        from hulin_analysis.report.brief import front
        from hulin_analysis.report.document import page
        from hulin_analysis.report.page_data import page_data
        from hulin_analysis.report.web import write_html

        parts, words = list(self._parts.values()), self.subject.words
        headings = {"brief": words("brief_part"), "annex": words("annex", title=front(self.subject).title)}
        document = page(parts, words("contents"), headings)
        data = page_data(self.subject, self.charts)
        path, work = self._new("report.html"), self.staging.scratch
        write_html(document, path, charts=self.charts, data=data, work=work)

    def _paper(self, part: PartName, format: str) -> None:
        """Write a part for print."""
        from hulin_analysis.report.pdf import write_pdf
        from hulin_analysis.report.word import write_docx

        write = {"docx": write_docx, "pdf": write_pdf}[format]
        write(
            self._on_paper(part), self._new(f"{part}.{format}"), work=self.staging.scratch, when=self.when,
            style=self.subject.edition.style,
        )  # fmt: skip

    def _on_paper(self, part: PartName) -> Node:
        from hulin_analysis.report.document import paper
        from hulin_analysis.report.paper import paged
        from hulin_analysis.report.sheet import sheet_for

        if part not in self._papers:
            document = paper(self._parts[part])
            document["blocks"] = paged(
                document["blocks"], self.staging.scratch, sheet_for(self.subject.edition.style)
            )
            self._papers[part] = document
        return self._papers[part]

    def _xlsx(self) -> None:
        write_workbook(sheets(self.subject), self._new("metrics.xlsx"), when=self.when)

    def _citations(self) -> None:
        for name, written in (("sources.bib", bibtex), ("sources.ris", ris)):
            self._new(name).write_text(written(self.subject), encoding="utf-8", newline="\n")

    def _new(self, name: str) -> Path:
        self.written.append(Path(name))
        return self.staging.folder / name
