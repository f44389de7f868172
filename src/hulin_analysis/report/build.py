"""Build a report: run the notebooks, draw the figures, write the documents, and move all into place."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

from hulin_analysis import charts, package_data
from hulin_analysis.article import Article
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.charts.stated.entries import label_of, required
from hulin_analysis.charts.words import Words
from hulin_analysis.errors import ReportError, choose
from hulin_analysis.export import stamp, write_workbook
from hulin_analysis.extras import require
from hulin_analysis.frames import audit, extract, ledger, load_article, load_context, load_metrics
from hulin_analysis.keywords import key_terms
from hulin_analysis.line_breaks import joined
from hulin_analysis.messages import Listed
from hulin_analysis.proofs import proven
from hulin_analysis.quotes import expect_quotes
from hulin_analysis.report.staging import Staging, staged
from hulin_analysis.report.workbook import sheets
from hulin_analysis.script import LANGUAGES, Language

__all__ = ["FORMATS", "LANGUAGES", "build_report"]

Step = Callable[[str, int, int], None]

#: What :func:`build_report` can write, in the order it writes it.
FORMATS = ("html", "docx", "pdf", "xlsx")

# For the reader's own article, and for many; they are no chapters.
_OWN = ("05_your_article.ipynb", "06_many_places.ipynb")
# The notebooks' own language; their prose is not translated.
_PROSE: Language = "zh-Hant"


def build_report(
    output: str | os.PathLike[str],
    *,
    article: Article | None = None,
    metrics: pd.DataFrame | None = None,
    lang: Language | None = None,
    formats: Sequence[str] = FORMATS,
    accessed: str | None = None,
    on_step: Step | None = None,
) -> list[Path]:
    """Write the report on an article.

    Parameters
    ----------
    output : path-like
        Folder for the report; made if it is not there. Other files in it are left alone.
    article : Article, optional
        The article; without it, the one the package was made for.
    metrics : DataFrame, optional
        Its metrics frame, perhaps a corrected one; without it the numbers are extracted.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of everything but the quotes; without it, the script of the article. In ``zh-Hant`` the
        report on the package's own article opens with the chapters of its notebooks, whose prose is not
        translated.
    formats : sequence of {"html", "docx", "pdf", "xlsx"}
        What to write. The figures are written always.
    accessed : str, optional
        When the text was taken from where it was published, as an ISO date.
    on_step : callable, optional
        Called before each step with what it is, how many steps are done and how many there are; and once
        at the end.

    Returns
    -------
    list of Path
        The files written: documents, workbook, figures, in this order.

    Raises
    ------
    ReportError
        If a cell of a notebook fails, a document cannot be made, or the folder cannot be written. What was
        there before is then still there, and nothing else.
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
    if lang is not None:
        choose(lang, LANGUAGES, "language", "lang", ReportError)
    require("ipykernel", "nbconvert", "openpyxl", "papermill", "pypandoc", "typst", extra="report")
    if article is None:
        subject = Subject(load_article(), load_metrics(), load_context(), lang or _PROSE, accessed)
        notebooks = _notebooks() if subject.lang == _PROSE else []
    else:
        own: Language = "zh-Hans" if article.about()["script"] == "hans" else "zh-Hant"
        call = "build_report(output, article=article, metrics={})"
        frame = extract(article) if metrics is None else proven(required(metrics, call))
        expect_quotes(frame, article.text)
        subject = Subject(article, frame, None, lang or own, accessed)
        notebooks = []
    with staged(Path(output)) as staging, _uncollected():
        return _Builder(staging, subject, notebooks).build(wanted, on_step)


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


def _notebooks() -> list[Path]:
    folder = package_data.folder("notebooks")
    notebooks = sorted(path for path in folder.glob("*.ipynb") if path.name not in _OWN)
    if not notebooks:
        raise ReportError("The package has no notebooks; install hulin-analysis again.")
    return notebooks


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


@dataclass(frozen=True)
class Subject:
    """What a report is on.

    Attributes
    ----------
    article : Article
        The article.
    metrics : DataFrame
        Its metrics frame.
    context : DataFrame or None
        What its growth rates are compared with.
    lang : str
        The language of the report.
    accessed : str or None
        When the text was taken from where it was published.
    """

    article: Article
    metrics: pd.DataFrame
    context: pd.DataFrame | None
    lang: Language
    accessed: str | None

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The key terms of its sections."""
        return key_terms(self.article)

    def draw(self, *, anchor: str | None = None) -> dict[str, AnnotatedFigure]:
        """Draw every chart; with `anchor` the marks lead to ids that begin so, else to the page."""
        metrics = self.metrics.copy()
        about = {**self.article.about(), **({"anchor": anchor} if anchor else {})}
        metrics.attrs["article"] = about
        terms = self.terms.copy()
        terms.attrs["article"] = about
        return charts.draw_all(self.article, metrics, context=self.context, terms=terms, lang=self.lang)


class _Builder:
    """Takes the steps one after another; each leaves what it wrote in the staging folder."""

    def __init__(self, staging: Staging, subject: Subject, notebooks: Sequence[Path]) -> None:
        self.staging = staging
        self.subject = subject
        self.notebooks = notebooks
        self.stem = "hulin" if notebooks else "report"
        self.media = staging.scratch / "media"
        self.media.mkdir()
        self.when = stamp(subject.article.about())
        self.words = Words(subject.lang, subject.article.about()["script"])
        self.ledger = ledger(subject.article)
        self.fragments: list[str] = []
        self.drawn: dict[str, AnnotatedFigure] = {}
        self.figures: list[Path] = []
        self.written: list[Path] = []

    def build(self, formats: Sequence[str], on_step: Step | None) -> list[Path]:
        """Take all steps, then deliver."""
        steps: list[tuple[str, Callable[[], None]]] = []
        if set(formats) - {"xlsx"}:
            steps += [(f"running {path.name}", partial(self._run, path)) for path in self.notebooks]
        writers = {
            "html": (f"{self.stem}.html", self._html),
            "docx": (f"{self.stem}.docx", self._docx),
            "pdf": (f"{self.stem}.pdf", self._pdf),
            "xlsx": ("metrics.xlsx", self._xlsx),
        }
        steps += [("drawing the figures", self._figures)]
        steps += [(f"writing {writers[name][0]}", writers[name][1]) for name in formats]
        for done, (name, step) in enumerate(steps):
            if on_step:
                on_step(name, done, len(steps))
            step()
        delivered = self.staging.deliver([*self.written, *self.figures])
        if on_step:
            on_step("done", len(steps), len(steps))
        return delivered

    def _run(self, notebook: Path) -> None:
        # Not at the top: these come with the report extra, and build_report asks for it first.
        from hulin_analysis.report.notebooks import run, to_html

        done = run(notebook, self.staging.scratch / notebook.stem, {"lang": self.subject.lang})
        self.fragments.append(to_html(done, self.media))

    @cached_property
    def _document(self) -> dict[str, Any]:
        from hulin_analysis.report.chapters import Chapters
        from hulin_analysis.report.document import Front, Part, build

        subject, words = self.subject, self.words
        about = subject.article.about()
        day = (about["published"] or "")[:10]
        front = Front(
            title=about["title"] or "",
            subtitle=words("report_subtitle"),
            source=words("list").join(filter(None, (about["paper"], about["portal"], day))),
            url=about["url"],
            lang=subject.lang,
            figure=words("report_figure"),
            table=words("report_table"),
            contents=words("report_contents"),
        )
        missing = len(audit(subject.article).unaccounted)
        made = Chapters(
            subject.article, subject.metrics, self.ledger, missing, words, subject.accessed, subject.context
        )
        nothing = [n for n, f in self.drawn.items() if f.title == words("empty", what=words(f"{n}_what"))]
        shown = {name: figure for name, figure in self.drawn.items() if name not in nothing}
        opening: Sequence[Part] = self.fragments or [made.abstract(), made.charts(shown, nothing)]
        closing = [made.numbers(), made.method(), made.source(), made.text(), made.others()]
        return build(front, [*opening, *closing], media=self.media)

    @cached_property
    def _paged(self) -> dict[str, Any]:
        """The document as it is printed: a chart too tall for a page in slices."""
        from hulin_analysis.report.slices import paged

        return {**self._document, "blocks": paged(self._document["blocks"], self.staging.scratch)}

    def _html(self) -> None:
        from hulin_analysis.report.web import write_html

        write_html(self._document, self._new(f"{self.stem}.html"), work=self.staging.scratch)

    def _docx(self) -> None:
        from hulin_analysis.report.word import write_docx

        path = self._new(f"{self.stem}.docx")
        write_docx(self._paged, path, work=self.staging.scratch, when=self.when)

    def _pdf(self) -> None:
        from hulin_analysis.report.pdf import write_pdf

        write_pdf(self._paged, self._new(f"{self.stem}.pdf"), work=self.staging.scratch, when=self.when)

    def _xlsx(self) -> None:
        book = sheets(self.subject.metrics, self.subject.article, self.subject.context)
        write_workbook(book, self._new("metrics.xlsx"), when=self.when)

    def _figures(self) -> None:
        """Save the figures, and lay out beside the pictures of the chapters what suits each document best.

        A picture that a notebook showed at a screen's size stands in print as it is saved: sharper in Word,
        as lines in the PDF; in the page it is part of the page. Equal bytes prove that it is the same chart.
        """
        from hulin_analysis.report.chapters import in_text
        from hulin_analysis.report.dialects import PRINTED
        from hulin_analysis.report.inline import inline_svg
        from hulin_analysis.report.web import FAMILY

        self.drawn = self.subject.draw()
        inner = self.subject.draw(anchor=in_text(""))
        said = self._said()
        shown = {picture.read_bytes(): picture for picture in self.media.glob("*.png")}
        for name, figure in self.drawn.items():
            saved = charts.save(figure, self.staging.folder / "figures" / name)
            self.figures += [path.relative_to(self.staging.folder) for path in saved]
            picture = shown.get(figure._repr_png_()) if self.notebooks else self.media / f"{name}.png"
            if picture is None:
                continue
            if not self.notebooks:
                picture.write_bytes(figure._repr_png_())
            for path in saved:
                if path.suffix in (".png", ".pdf"):
                    shutil.copyfile(path, picture.with_suffix(PRINTED[path.suffix]))
            svg = inline_svg(inner[name], name, FAMILY, said)
            picture.with_suffix(PRINTED[".svg"]).write_text(svg, encoding="utf-8")

    def _said(self) -> dict[str, str]:
        """Say what each row states, for those who cannot see its mark."""
        rows = self.subject.metrics.to_dict("records")
        return {str(row["id"]): f"{label_of(row, self.words)}: {joined(row['quote'])}" for row in rows}

    def _new(self, name: str) -> Path:
        self.written.append(Path(name))
        return self.staging.folder / name
