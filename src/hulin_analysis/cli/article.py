"""The commands for one article: ``hulin report``, ``extract`` and ``audit``."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import hulin_analysis as ha
from hulin_analysis.cli.app import app, usage_error
from hulin_analysis.cli.output import Format, expect_file, write
from hulin_analysis.cli.spoken import Command, say, tell, translated
from hulin_analysis.codes import Kind, Reason
from hulin_analysis.errors import HulinError
from hulin_analysis.languages import ENGLISH, LANGUAGES, Language, language_of
from hulin_analysis.messages import Listed, Message, session_language

if TYPE_CHECKING:
    import pandas as pd

_TAGS = ", ".join(LANGUAGES)

# Rooms are imported inside the commands that use them: they bring pandas, matplotlib and nbconvert along,
# and `hulin --help` should not wait for those.


def _language(tag: str) -> Language:
    """Return the language of a tag; one that is not there is a wrong use of the option."""
    message = Message(
        "there is no language {given!r}; choose from {choices}.", given=tag, choices=Listed(LANGUAGES)
    )
    return language_of(tag) or usage_error(message, "--lang")


class Style(StrEnum):
    """The styles of the printed files."""

    plain = "plain"
    official = "official"


# Of the formats that are read the usual suffixes: what knows them is not loaded for a help text.
_HELP = (
    "The article: .txt, .html, .mhtml, .md, .docx, .odt, .pdf, .xlsx, .csv, a folder with one, "
    "- for standard input."
)
Article = Annotated[Path, typer.Argument(metavar="ARTICLE", help=_HELP)]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="When it was published: 2022-02-15.")
]
Title = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Its headline.")]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="The place it is about.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it was published.")]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="The author of the brief.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="NAME", help="The body that issues the brief.")]
Corrections = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="Your corrections of its numbers: corrections.csv."),
]
PrintedStyle = Annotated[
    Style, typer.Option("--style", help="How Word and PDF look; official: as GB/T 9704-2012 says.")
]


def _read(article: Path, **given: str | None) -> ha.Article:
    from hulin_analysis.readers import given_metadata, read_stream

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        if article != Path("-"):
            found = ha.read_article(article, **given)
        else:
            found = read_stream(sys.stdin.buffer, "standard input", given_metadata(**given))
    for warning in warned:
        # What a parser of others warns of concerns its authors.
        if warning.category is UserWarning:
            tell(str(warning.message), err=True)
    for remark in found.remarks:
        as_option = remark.replace("published='2022-02-15'", "--published 2022-02-15")
        tell(f"{article}: {as_option}", err=True)
    return found


@app.command(cls=Command, short_help="Write a brief and its annex: HTML, Word, PDF, Excel and figures.")
def report(
    article: Annotated[Path | None, typer.Argument(metavar="[ARTICLE]", help=_HELP)] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the report; made if need be.")
    ] = Path("report"),
    to: Annotated[
        str, typer.Option("--to", metavar="FORMATS", help="What to write, with commas between.")
    ] = "html,docx,pdf,xlsx",
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            parser=_language,
            metavar="LANG",
            help=f"Language of all but the quotes: {_TAGS} (zh-CN, zh-TW as well); else the script of the "
            "article.",
        ),
    ] = None,
    published: Published = None,
    title: Title = None,
    place: Place = None,
    url: Url = None,
    author: Author = None,
    unit: Unit = None,
    brief: Annotated[bool, typer.Option("--brief", help="Write only the brief of two pages.")] = False,
    annex: Annotated[bool, typer.Option("--annex", help="Write only the annex.")] = False,
    style: PrintedStyle = Style.plain,
    corrections: Corrections = None,
) -> None:
    """Write the report on an article: a brief of two pages, and an annex with charts, tables and the text.

    Without ARTICLE it is on the one the package was made for. Other files in the folder are left alone, and
    if anything fails so is the report that was there.
    """
    from hulin_analysis.report import FORMATS, PARTS, Edition, build_report

    formats = _formats(to, FORMATS)
    facts = {"published": published, "title": title, "place": place, "url": url}
    if article is None and any(facts.values()):
        options = "--published, --title, --place, --url"
        usage_error(Message("they describe an article of your own; name its file as well."), options)
    given = _read(article, **facts) if article else None
    metrics = _corrected(given, corrections) if corrections else None
    parts = [name for name, only in zip(PARTS, (brief, annex), strict=True) if only] or PARTS
    accessed = _saved_on(article) if article else None
    edition = Edition(author, unit, accessed=accessed, parts=parts, style=style.value)
    build = partial(build_report, output, article=given, metrics=metrics, lang=lang)
    written = _with_progress(partial(build, formats=formats, edition=edition))
    for path in written:
        tell(f"{_size(path.stat().st_size):>8}  {_beside(path, output)}")


def _corrected(article: ha.Article | None, path: Path) -> pd.DataFrame:
    """Correct the numbers of an article, or those of the package's own."""
    if not path.is_file():
        message = Message("there is no file {path}; write it with ha.record_correction.", path=path)
        usage_error(message, "--corrections")
    return ha.correct(ha.load_metrics() if article is None else ha.extract(article), path)


def _formats(to: str, known: Sequence[str]) -> list[str]:
    """Read the formats that are asked for, with commas between them."""
    formats = [name.strip() for name in to.split(",") if name.strip()]
    unknown = [name for name in formats if name not in known]
    if unknown or not formats:
        message = Message(
            "{given!r} is not a format; choose from {choices}.",
            given=unknown[0] if unknown else to,
            choices=Listed(known),
        )
        usage_error(message, "--to")
    return formats


def _with_progress(build: Callable[..., list[Path]]) -> list[Path]:
    """Build a report, showing how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(say("starting"), total=None)
        return build(
            on_step=lambda name, done, total: progress.update(
                bar, description=translated(name), completed=done, total=total
            )
        )


@app.command(cls=Command, short_help="Write every quantity of an article as a table.")
def extract(
    article: Article,
    published: Published = None,
    title: Title = None,
    place: Place = None,
    url: Url = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.csv,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output.")
    ] = None,
) -> None:
    """Write every quantity of an article as a table, one row a quantity.

    A csv file is made for spreadsheets, with a byte-order mark and no formulas; piped into another
    program, csv is the bare data.
    """
    expect_file(format, output)
    read = _read(article, published=published, title=title, place=place, url=url)
    metrics = ha.extract(read)
    write(metrics, format, output, Message("{count:,} quantities", count=len(metrics)), read)


@app.command(cls=Command, short_help="Account for every numeral of an article.")
def audit(
    article: Article,
    published: Published = None,
    title: Title = None,
    place: Place = None,
    url: Url = None,
) -> None:
    """Account for every numeral of an article: a quantity, or in the ledger with the reason why not.

    Ends with code 1 if a numeral is in neither.
    """
    account = ha.audit(_read(article, published=published, title=title, place=place, url=url))
    quantities, ledger = account.quantities, account.ledger
    lang = session_language()
    title = say("{count:,} quantities, by kind", count=len(quantities))
    kinds = {} if lang == ENGLISH else {str(kind): ha.meaning("kind", kind, lang=lang) for kind in Kind}
    _print_counts(title, quantities, "kind", kinds)
    meanings = {str(reason): ha.meaning("reason", reason, lang=lang) for reason in Reason}
    title = say("{count:,} other numerals, by reason", count=len(ledger))
    _print_counts(title, ledger, "reason", meanings)
    if account.unaccounted:
        first = account.unaccounted[0]
        raise HulinError(
            "{count} numeral characters of {article} are not accounted for, the first of them "
            "{quote} at offset {start}; please report it with the sentence it stands in.",
            count=len(account.unaccounted),
            article=article,
            quote=first.quote,
            start=first.start,
        )
    tell(say("All numerals of {article} are accounted for.", article=article))


def _print_counts(title: str, frame: pd.DataFrame, column: str, meanings: dict[str, str]) -> None:
    tell(title)
    for name, count in frame[column].value_counts(sort=False).sort_index().items():
        meaning = f"  {meanings[str(name)]}" if str(name) in meanings else ""
        tell(f"{count:>6}  {name:<{12 if meaning else 0}}{meaning}")


def _saved_on(path: Path) -> str:
    """Return the day on which a file was last written: when its text was taken from the page.

    For standard input and a folder that is today; ``SOURCE_DATE_EPOCH`` is taken before either.
    """
    from hulin_analysis.export import source_date

    if told := source_date():
        return told.date().isoformat()
    moment = path.stat().st_mtime if path.is_file() else time.time()
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} kB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def _beside(path: Path, output: Path) -> Path:
    """Name a file as the user named the folder."""
    return output / path.relative_to(output.resolve())
