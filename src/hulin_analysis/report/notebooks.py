"""Run the notebooks and turn them into one HTML body: prose, figures and tables, without the code."""

from __future__ import annotations

import base64
import html
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from papermill.exceptions import PapermillException, PapermillExecutionError
from traitlets.config import Config

from hulin_analysis.errors import ReportError
from hulin_analysis.messages import Message

__all__ = ["HIDDEN_TAGS", "Run", "run", "to_html"]

#: Cells with one of these tags are run, but neither they nor what they show go into a document.
HIDDEN_TAGS = ("exercise", "hide", "injected-parameters", "parameters")

_START_SECONDS = 120
_CELL_SECONDS = 600


@dataclass(frozen=True)
class Run:
    """A notebook that ran to its end.

    Attributes
    ----------
    name : str
        File name without the suffix.
    notebook : NotebookNode
        The cells with their outputs.
    """

    name: str
    notebook: nbformat.NotebookNode


class _ThisPython(AsyncKernelManager):
    """Starts the interpreter that runs this code, whatever kernels the machine has registered.

    The kernel reads no start-up files of the user's and leaves no history: the report is the same
    on every machine. The manager is the asynchronous one because with the other, waiting for a
    message blocks the watch on the kernel, and a kernel that died would be waited for without end.
    """

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel of the running interpreter."""
        folder = Path(self.connection_file).parent
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--HistoryManager.enabled=False",
                "--log-level=ERROR",
            ],
            env={"IPYTHONDIR": str(folder / "ipython"), "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": "curve"},
        )


def _kernel(folder: Path) -> _ThisPython:
    kernel = _ThisPython(connection_file=str(folder / "kernel.json"))
    # What cells and kernel say to each other is encrypted where jupyter_client is new enough to do it.
    if kernel.has_trait("transport_encryption") and zmq.has("curve"):
        kernel.set_trait("transport_encryption", "auto")
    return kernel


@run_sync
async def _stop(kernel: _ThisPython) -> None:
    if kernel.has_kernel:
        await kernel.shutdown_kernel(now=True)
    await kernel.cleanup_resources()


def run(notebook: Path, scratch: Path, parameters: Mapping[str, Any]) -> Run:
    """Run a notebook in a folder of its own.

    Parameters
    ----------
    notebook : Path
        The notebook; it is read, not changed.
    scratch : Path
        An empty folder for what the kernel and the cells write.
    parameters : mapping
        Values for the names of the cell tagged ``parameters``.

    Raises
    ------
    ReportError
        If the notebook cannot be read or a cell fails; the message names notebook, cell and error.
    """
    scratch.mkdir(parents=True)
    cells = scratch / "cells"
    cells.mkdir()
    done = scratch / notebook.name
    kernel = _kernel(scratch)
    try:
        papermill.execute_notebook(
            notebook,
            done,
            parameters=dict(parameters),
            kernel_name="python3",
            language="python",
            cwd=cells,
            progress_bar=False,
            request_save_on_cell_execute=False,
            start_timeout=_START_SECONDS,
            execution_timeout=_CELL_SECONDS,
            km=kernel,
        )
        return Run(notebook.stem, nbformat.read(done, as_version=4))
    except PapermillExecutionError as err:
        raise ReportError(_failure(notebook, err)) from err
    except CellTimeoutError as err:
        raise ReportError(
            "A cell of {name} ran for more than {seconds} seconds and was stopped; open the notebook "
            "with hulin lab to see which.",
            name=notebook.name,
            seconds=_CELL_SECONDS,
        ) from err
    except DeadKernelError as err:
        raise ReportError(
            "Python died while {name} ran ({why}); open the notebook with hulin lab and run it there.",
            name=notebook.name,
            why=_one_line(err),
        ) from err
    except (OSError, ValueError, RuntimeError, PapermillException, nbformat.ValidationError) as err:
        raise ReportError(
            "The notebook {notebook} cannot be run ({why}); check that it opens with hulin lab.",
            notebook=notebook,
            why=_one_line(err),
        ) from err
    finally:
        _stop(kernel)


def to_html(done: Run, media: Path) -> str:
    """Turn a notebook into an HTML fragment: prose and outputs, without code, hidden cells and warnings.

    Parameters
    ----------
    done : Run
        The notebook after its run.
    media : Path
        Folder for its pictures; the fragment names them relative to the folder's parent.

    Returns
    -------
    str
        HTML without head and body elements.
    """
    notebook = nbformat.from_dict(done.notebook)
    count = 0
    for cell in notebook.cells:
        cell.get("outputs", [])[:] = [o for o in cell.get("outputs", []) if o.get("name") != "stderr"]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            caption = html.escape(str(cell.metadata.get("caption", "")))
            if "image/png" in data:
                count += 1
                source = _keep(data["image/png"], media / f"{done.name}-{count}.png")
                data.clear()
                data["text/html"] = _figure(source, _alt(output, cell), caption)
            elif caption and "text/html" in data:
                data["text/html"] = re.sub(
                    r"(<table\b[^>]*>)", rf"\g<1><caption>{caption}</caption>", data["text/html"], count=1
                )
    body, _ = _exporter().from_notebook_node(notebook)
    return str(body)


def _exporter() -> HTMLExporter:
    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        config=Config(TagRemovePreprocessor={"enabled": True, "remove_cell_tags": set(HIDDEN_TAGS)}),
    )


def _keep(encoded: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(encoded))
    return f"{path.parent.name}/{path.name}"


def _figure(source: str, alt: str, caption: str) -> str:
    picture = f'<img src="{html.escape(source)}" alt="{html.escape(alt)}" />'
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def _alt(output: Mapping[str, Any], cell: Mapping[str, Any]) -> str:
    """Find the alternative text of a picture: its own, else the cell's."""
    metadata = output.get("metadata", {})
    return str(
        metadata.get("image/png", {}).get("alt") or metadata.get("alt") or cell["metadata"].get("alt") or ""
    )


def _failure(notebook: Path, err: PapermillExecutionError) -> Message:
    # Counted as the reader of the notebook counts: papermill has put a cell of its own in.
    tags = [cell.metadata.get("tags", []) for cell in nbformat.read(notebook, as_version=4).cells]
    injected = next((i + 1 for i, tag in enumerate(tags) if "parameters" in tag), 0)
    number = err.cell_index + (err.cell_index < injected)
    source = next((line.strip() for line in str(err.source).splitlines() if line.strip()), "")
    return Message(
        "Cell {number} of {name} ({source}) failed: {error}: {why}; open the notebook with hulin lab, "
        "correct the cell and run again.",
        number=number,
        name=notebook.name,
        source=source[:60],
        error=err.ename,
        why=_one_line(err.evalue),
    )


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:300].rstrip(".") or type(error).__name__
