"""The command for the notebooks: ``hulin lab``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hulin_analysis.cli.app import app
from hulin_analysis.cli.spoken import Command, tell


@app.command(cls=Command, short_help="Open a copy of the notebooks in JupyterLab.")
def lab(
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Folder for your copy of the notebooks.")
    ] = Path("hulin-notebooks"),
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh-Hant|zh-Hans|en",
            help="Language of the notebooks.",
            show_default="that of the copies in DIR; else of your session",
        ),
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="-- OPTIONS", help="Options for JupyterLab itself: -- --no-browser --port 9000"
        ),
    ] = None,
) -> None:
    """Open the notebooks in JupyterLab, as a copy that is yours to change.

    A notebook that you have changed is kept as it is; one that you have not is replaced where the package
    has a newer one, or where you ask for another language. Ctrl-C stops JupyterLab.
    """
    from hulin_analysis.notebooks import copy_notebooks
    from hulin_analysis.workbench import start

    for line in copy_notebooks(folder, lang):
        tell(line, err=True)
    raise typer.Exit(start(folder, options or ()))
