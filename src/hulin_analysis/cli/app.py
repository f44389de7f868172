"""The command itself: how it answers a fault, and what its help says."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any, NoReturn

import typer

import hulin_analysis as ha
from hulin_analysis.cli.spoken import Commands, UsageError, tell, translated
from hulin_analysis.errors import HulinError
from hulin_analysis.languages import ENGLISH
from hulin_analysis.messages import Message, session_language

# What people type for an option whose name is not alike.
_MEANT = {"--date": "--published", "--day": "--published"}


class _Commands(Commands):
    """Ends with one sentence and code 1 where the input is at fault, and quietly where nobody reads on."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read the options that stand before the command."""
        try:
            return super().make_context(*args, **kwargs)
        except UsageError as err:
            _refuse(err)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UsageError as err:
            _refuse(err)
        except HulinError as err:
            tell(f"hulin: {err}", err=True)
            raise typer.Exit(1) from err
        except BrokenPipeError:
            # `hulin extract … | head`: what was asked for was delivered. Python would complain once more
            # when it closes the stream at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


def _refuse(err: Any) -> NoReturn:
    """Say in Chinese what was used wrongly, as Typer says it in English."""
    options = {name for one in getattr(getattr(err.ctx, "command", None), "params", ()) for name in one.opts}
    if getattr(err, "option_name", "") in _MEANT and _MEANT[err.option_name] in options:
        err.possibilities = [_MEANT[err.option_name]]
    # Without any argument the help is shown, which Typer raises as well.
    if session_language() == ENGLISH or type(err).__name__ == "NoArgsIsHelpError":
        raise err
    if err.ctx is not None:
        hint = translated(f"Try '{err.ctx.command_path} -h' for help.")
        tell(f"{err.ctx.get_usage()}\n{hint}\n", err=True)
    tell(translated(f"Error: {err.format_message()}"), err=True)
    raise typer.Exit(err.exit_code) from err


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
        tell(f"hulin-analysis {ha.__version__}")
        raise typer.Exit


@app.callback()
def _hulin(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn Chinese official texts into findings, charts and reports, each number with its quote."""


def usage_error(message: Message, option: str) -> NoReturn:
    """End with code 2, and say which option was used wrongly."""
    raise typer.BadParameter(str(message), param_hint=option)


def main(name: str = "hulin") -> None:
    """Run the command line."""
    # A pipe on Chinese Windows takes GBK, which lacks many signs: a question mark stands for each.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    app(prog_name=name)
