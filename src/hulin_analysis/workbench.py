"""The workbench: a copy of the notebooks in the user's folder, opened in JupyterLab."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hulin_analysis import package_data
from hulin_analysis.errors import ReportError
from hulin_analysis.extras import require

__all__ = ["copy_notebooks", "start"]

_FIRST = "01_article.ipynb"


def copy_notebooks(folder: Path) -> list[str]:
    """Copy the package's notebooks to a folder; a file that is there and differs is kept.

    Parameters
    ----------
    folder : Path
        Where to; made if need be.

    Returns
    -------
    list of str
        One sentence for each notebook that was copied or kept in the user's version.

    Raises
    ------
    ReportError
        If the folder cannot be written.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> copy_notebooks(folder)[0].endswith("01_article.ipynb copied.")
    True
    >>> copy_notebooks(folder)
    []
    """
    said = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in sorted(package_data.folder("notebooks").glob("*.ipynb")):
            target = folder / source.name
            if not target.exists():
                shutil.copyfile(source, target)
                said.append(f"{target} copied.")
            elif target.read_bytes() != source.read_bytes():
                said.append(f"{target} has been changed and is kept; rename it to get the original again.")
    except OSError as err:
        raise ReportError(
            f"The notebooks cannot be copied to {folder} ({err.strerror or err}); choose another with --dir."
        ) from err
    return said


def start(folder: Path, options: Sequence[str] = ()) -> int:
    """Run JupyterLab on a folder until the user stops it.

    The notebooks run in this interpreter, and the server asks for its token as always.

    Parameters
    ----------
    folder : Path
        The folder.
    options : sequence of str
        More options for JupyterLab: ``--no-browser``, ``--port=9000``.

    Returns
    -------
    int
        The exit code of JupyterLab.

    Raises
    ------
    MissingExtraError
        If JupyterLab or the kernel is not installed.
    """
    require("jupyterlab", "ipykernel", extra="lab")
    with tempfile.TemporaryDirectory() as made:
        _write_kernel(Path(made) / "kernels" / "python3")
        # The first place that Jupyter looks in: a kernel of that name elsewhere may belong to another Python.
        places = [made, *filter(None, [os.environ.get("JUPYTER_PATH")])]
        environment = os.environ | {"JUPYTER_PATH": os.pathsep.join(places)}
        # As the default address, not as a file to open: then the address that is printed leads there too.
        where = [f"--ServerApp.root_dir={folder.resolve()}", f"--LabApp.default_url=/lab/tree/{_FIRST}"]
        command = [sys.executable, "-m", "jupyterlab", *where, *options]
        try:
            return subprocess.run(command, cwd=folder, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 0


def _write_kernel(folder: Path) -> None:
    folder.mkdir(parents=True)
    kernel = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (hulin)",
        "language": "python",
    }
    (folder / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
