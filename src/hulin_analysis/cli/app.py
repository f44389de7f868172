"""The command itself: how it answers a fault, and what its help says."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

import hulin_analysis as ha
from hulin_analysis.errors import HulinError

__all__ = ["app", "main", "misused"]


class _Commands(TyperGroup):
    """Ends with one sentence and code 1 where the input is at fault, and quietly where nobody reads on."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except HulinError as err:
            typer.echo(f"hulin: {err}", err=True)
            raise typer.Exit(1) from err
        except BrokenPipeError:
            # `hulin extract … | head`: what was asked for was delivered. Python would complain once more
            # when it closes the stream at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


app = typer.Typer(
    cls=_Commands,
    name="hulin",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 a fault in the input, 2 used wrongly, 130 stopped by Ctrl-C.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hulin-analysis {ha.__version__}")
        raise typer.Exit


@app.callback()
def _hulin(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Charts that can be defended, from Chinese government news: every mark is a number the text states."""


def misused(message: str, option: str) -> NoReturn:
    """End with code 2, and say which option was used wrongly."""
    raise typer.BadParameter(message, param_hint=option)


def main(name: str = "hulin") -> None:
    """Run the command line.

    Parameters
    ----------
    name : str
        What was typed to start it, for the help.
    """
    # A pipe on Chinese Windows takes GBK, which lacks many signs: a question mark stands for each.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    app(prog_name=name)
