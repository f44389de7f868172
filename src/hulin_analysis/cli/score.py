"""The command that measures accuracy: ``hulin score``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import hulin_analysis as ha
from hulin_analysis.cli.app import app
from hulin_analysis.cli.spoken import Command
from hulin_analysis.errors import HulinError

if TYPE_CHECKING:
    from hulin_analysis.scoring import Miss

#: The columns of the table by genre, and their headings.
_SHOWN = {"passages": "passages", "gold": "quantities"}
_SHOWN |= {name: name for name in ("value", "quantity", "fact", "silent", "statement")}
_COLUMNS = ("period", "subject", "kind", "indicator_id", "base", "per", "part_of", "subject_code")


@app.command(cls=Command, short_help="Score the package, or another program, on annotated passages.")
def score(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="The passages; else tests/gold of the checkout."),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions",
            metavar="FILE",
            help="What another program found, as JSON Lines: passage, start, end, value (or low and high), "
            "unit, and other columns.",
        ),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every difference.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the package, or another program, on annotated passages.

    Value, quantity and fact are F1; silent is the share of the rows with something wrong in them that is not
    empty; statement is F1 of the pairs of quantities that belong together.
    """
    from hulin_analysis import scoring

    passages = scoring.read_gold(folder or _gold())
    tallies: dict[str, Counter[str]] = {}
    for passage, tally, differences in scoring.score(passages, predictions):
        for genre in (passage.genre, "all"):
            tallies.setdefault(genre, Counter()).update({"passages": 1, **tally})
        for miss in differences if misses else ():
            typer.echo(f"{passage.name}: {_difference(miss)}")
    # The sum stands last.
    tallies["all"] = tallies.pop("all", Counter())
    table = {
        genre: {"passages": tally["passages"], **scoring.figures(tally)} for genre, tally in tallies.items()
    }
    if as_json:
        typer.echo(json.dumps(table, ensure_ascii=False))
        return
    width = max(map(len, [*table, *_COLUMNS]))
    typer.echo("".join([" " * width, *(f"{name:>{len(name) + 2}}" for name in _SHOWN.values())]))
    for genre, row in table.items():
        cells = (f"{_shown(row[name]):>{len(said) + 2}}" for name, said in _SHOWN.items())
        typer.echo("".join([f"{genre:<{width}}", *cells]))
    typer.echo(f"\n{'column':<{width}}{'right':>7}{'wrong':>7}")
    for name in _COLUMNS:
        cells = (_shown(table["all"][f"{name}_{verdict}"]) for verdict in ("right", "wrong"))
        typer.echo("".join([f"{name:<{width}}", *(f"{cell:>7}" for cell in cells)]))


def _gold() -> Path:
    """Return the folder of the passages, which are in the checkout only."""
    path = Path(ha.__file__).resolve().parents[2] / "tests" / "gold"
    if not path.is_dir():
        raise HulinError(
            "The annotated passages are in {folder} of a checkout, and this is none; say where they are: "
            "hulin score FOLDER.",
            folder="tests/gold",
        )
    return path


def _difference(miss: Miss) -> str:
    """Say what is wanted and what was given, in the columns that differ."""
    whole = miss.what in ("missed", "spurious", "value")
    names = ("value", "low", "high", "unit", "indicator") if whole else miss.what.split(",")
    wanted = {name: miss.gold.answers[name] for name in names} if miss.gold else None
    given = {name: miss.predicted.get(name) for name in ("quote", *names)} if miss.predicted else None
    return f"{miss.what}: {wanted} | {given}"


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure}" if isinstance(figure, int) else f"{figure:.3f}"
