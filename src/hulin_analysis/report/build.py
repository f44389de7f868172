"""Build a report: run the notebooks, write the documents, draw the figures, and move all into place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from hulin_analysis import charts, package_data
from hulin_analysis.article import Article
from hulin_analysis.errors import ReportError, choose
from hulin_analysis.export import stamp, write_workbook
from hulin_analysis.extras import require
from hulin_analysis.frames import ledger, load_article, load_context, load_metrics
from hulin_analysis.keywords import key_terms
from hulin_analysis.report.staging import Staging, staged
from hulin_analysis.report.workbook import sheets
from hulin_analysis.script import LANGUAGES, Language

__all__ = ["FORMATS", "LANGUAGES", "build_report"]

Step = Callable[[str, int, int], None]

#: What :func:`build_report` can write, in the order it writes it.
FORMATS = ("html", "docx", "pdf", "xlsx")

# For the reader's own article; it is no chapter.
_OWN = "05_your_article.ipynb"
# The notebooks' own language; their prose is not translated.
_PROSE = "zh-Hant"


def build_report(
    output: Path,
    *,
    lang: str = "zh-Hant",
    formats: Sequence[str] = FORMATS,
    on_step: Step | None = None,
) -> list[Path]:
    """Run the notebooks and write the report.

    Parameters
    ----------
    output : Path
        Folder for the report; made if it is not there. Other files in it are left alone.
    lang : {"zh-Hant", "zh-Hans", "en"}
        Language of the words in the charts. The prose is that of the notebooks.
    formats : sequence of {"html", "docx", "pdf", "xlsx"}
        What to write. The figures are written always.
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
    language = choose(lang, LANGUAGES, "language", "lang", ReportError)
    require("ipykernel", "nbconvert", "openpyxl", "papermill", "pypandoc", "typst", extra="report")
    folder = package_data.folder("notebooks")
    notebooks = sorted(path for path in folder.glob("*.ipynb") if path.name != _OWN)
    if not notebooks:
        raise ReportError("The package has no notebooks; install hulin-analysis again.")
    with staged(Path(output)) as staging:
        return _Builder(staging, load_article(), language).build(notebooks, wanted, on_step)


def _choose(formats: Sequence[str]) -> list[str]:
    """Return the formats in the order they are written."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        named = repr(unknown[0]) if unknown else "of no name"
        raise ReportError(f"There is no report format {named}; choose from {', '.join(FORMATS)}.")
    return [name for name in FORMATS if name in formats]


class _Builder:
    """Takes the steps one after another; each leaves what it wrote in the staging folder."""

    def __init__(self, staging: Staging, article: Article, lang: Language) -> None:
        self.staging = staging
        self.article = article
        self.lang = lang
        self.metrics = load_metrics()
        self.context = load_context()
        self.when = stamp(article.about())
        self.fragments: list[str] = []
        self.figures: list[Path] = []
        self.written: list[Path] = []

    def build(self, notebooks: Sequence[Path], formats: Sequence[str], on_step: Step | None) -> list[Path]:
        """Take all steps, then deliver."""
        steps: list[tuple[str, Callable[[], None]]] = []
        if set(formats) - {"xlsx"}:
            steps += [(f"running {path.name}", partial(self._run, path)) for path in notebooks]
        writers = {
            "html": ("hulin.html", self._html),
            "docx": ("hulin.docx", self._docx),
            "pdf": ("hulin.pdf", self._pdf),
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

        done = run(notebook, self.staging.scratch / notebook.stem, {"lang": self.lang})
        self.fragments.append(to_html(done, self.staging.scratch / "media"))

    @cached_property
    def _document(self) -> dict[str, Any]:
        from hulin_analysis.report.document import Front, build

        about = self.article.about()
        day = (about["published"] or "")[:10]
        front = Front(
            title=about["title"] or "",
            subtitle="一篇報道裡的數字",
            source=",".join(filter(None, (about["paper"], about["portal"], day))),
            url=about["url"],
            lang=_PROSE,
        )
        return build(front, self.fragments, media=self.staging.scratch / "media")

    def _html(self) -> None:
        from hulin_analysis.report.web import write_html

        write_html(self._document, self._new("hulin.html"), work=self.staging.scratch)

    def _docx(self) -> None:
        from hulin_analysis.report.word import write_docx

        write_docx(self._document, self._new("hulin.docx"), work=self.staging.scratch, when=self.when)

    def _pdf(self) -> None:
        from hulin_analysis.report.pdf import write_pdf

        write_pdf(self._document, self._new("hulin.pdf"), work=self.staging.scratch, when=self.when)

    def _xlsx(self) -> None:
        book = sheets(self.metrics, ledger(self.article), self.context, self.article.text)
        write_workbook(book, self._new("metrics.xlsx"), when=self.when)

    def _figures(self) -> None:
        from hulin_analysis.report.dialects import PRINTED

        figures = charts.draw_all(
            self.article, self.metrics, context=self.context, terms=key_terms(self.article), lang=self.lang
        )
        shown = {picture.read_bytes(): picture for picture in (self.staging.scratch / "media").glob("*.png")}
        for name, figure in figures.items():
            saved = charts.save(figure, self.staging.folder / "figures" / name)
            self.figures += [path.relative_to(self.staging.folder) for path in saved]
            # A picture that a notebook showed at a screen's size stands in print as it is saved: sharper in
            # Word, as lines in the PDF. Equal bytes prove that it is the same chart.
            if picture := shown.get(figure._repr_png_()):
                for path in saved:
                    if path.suffix in PRINTED:
                        shutil.copyfile(path, picture.with_suffix(PRINTED[path.suffix]))

    def _new(self, name: str) -> Path:
        self.written.append(Path(name))
        return self.staging.folder / name
