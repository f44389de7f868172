"""Every snippet of the READMEs and the site is run, in order, among the files that it names.

Not run, and checked instead for naming what exists: what installs (``pip``, ``venv``, ``conda``), because it
asks the network; and ``make``, because its targets are what runs these tests. JupyterLab is not started:
``hulin lab`` does all but that. Of a command for a report everything typed is taken and the brief written as
a page: what an option does to each format is tested in ``tests/report``, and the command without any. Blocks
of ``text`` are drawings.
"""

from __future__ import annotations

import hashlib
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pages import PAGES, ROOT, Block, blocks
from samples import put_samples
from typer.testing import CliRunner

from hulin_analysis import workbench
from hulin_analysis.cli import app

PYTHONS = {"py", "python", "python3", ".venv/bin/python", ".venv/Scripts/python"}
HULINS = {"hulin", ".venv/bin/hulin"}
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
# `expression  # ["value"]`: what the page says that the last line gives.
_GIVES = re.compile(r"^(?P<expression>\S.*?)  # (?P<value>\[.*\])$", re.M)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    put_samples(folder)
    return folder


@pytest.fixture(scope="module")
def reports() -> dict[tuple[str, ...], Path]:
    """The reports written so far: what was asked for, and the folder with it."""
    return {}


class Reader:
    """One who types what a page says, block by block, in a folder of their own."""

    def __init__(self, folder: Path, reports: dict[tuple[str, ...], Path]) -> None:
        self.folder, self.reports = folder, reports
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.variables: dict[str, str] = {}
        self.typed: set[tuple[object, ...]] = set()

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if block.kind == "python":
            self.python(block)
        elif block.kind in ("sh", "bat"):
            for line in block.code.splitlines():
                self.type(line.replace("\\", "/") if block.kind == "bat" else line)
        elif block.kind in ("toml", "csv"):
            assert block.title, "a block of data says which file it is"
            self.data(self.folder / block.title, block.code)
        else:
            assert block.kind == "text"

    def data(self, path: Path, content: str) -> None:
        """Write a file, or compare it with what earlier blocks have written."""
        if path.exists():
            assert path.read_text(encoding="utf-8-sig") == content
            return
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def python(self, block: Block) -> None:
        """Run a cell; one that sets the environment before the import in a Python of its own."""
        code = _GIVES.sub(r"assert (\g<expression>) == \g<value>", block.code)
        if block.title:
            (self.folder / block.title).write_text(block.code, encoding="utf-8")
        elif "os.environ" in code:
            subprocess.run([sys.executable, "-c", code], check=True)
        else:
            exec(compile(code, "snippet", "exec"), self.names)

    def type(self, line: str) -> None:
        """Run a line of a shell."""
        first, *words = shlex.split(line)
        if first in ("export", "set"):
            name, _, value = words[0].partition("=")
            self.variables[name] = value
        elif first == "make":
            assert set(words) <= TARGETS
        elif first == "conda":
            assert words[:3] == ["env", "create", "-f"] and (ROOT / words[3]).is_file()
        elif first in HULINS:
            self.hulin(words)
        else:
            assert first in PYTHONS, line
            self.interpreter(words)

    def interpreter(self, words: list[str]) -> None:
        if words[:2] == ["-m", "hulin_analysis"]:
            self.hulin(words[2:])
        elif words[:2] == ["-m", "pip"]:
            # From this folder, or by name from a folder of wheels where there is no network.
            project = r"hulin-analysis" if "--no-index" in words else r"[.]"
            (extra,) = re.findall(rf"^{project}\[(\w+)\]$", words[-1])
            assert extra in EXTRAS
        elif words[:2] == ["-m", "venv"]:
            assert words[2:] == [".venv"]
        elif words[0].endswith(".py"):
            runpy.run_path(str(self.folder / words[0]), run_name="__main__")
        else:
            assert words == ["--version"]

    def hulin(self, words: list[str]) -> None:
        """Run the command; in a process of its own where the environment was changed."""
        if self.variables:
            # The same lines stand there for Windows and for others.
            if (typed := (*words, *self.variables.items())) not in self.typed:
                command = [sys.executable, "-m", "hulin_analysis", *words]
                subprocess.run(command, env=os.environ | self.variables, check=True, capture_output=True)
                self.typed.add(typed)
        elif words[0] == "report":
            self.report(words)
        else:
            self.run(words)

    def report(self, words: list[str]) -> None:
        at = words.index("-o") + 1
        asked = tuple(_content(word) for word in (*words[: at - 1], *words[at + 1 :]))
        if asked not in self.reports:
            self.run(_shortened(words))
            kept = self.folder.parent / f"report-{len(self.reports)}"
            self.reports[asked] = shutil.copytree(words[at], kept)
        shutil.copytree(self.reports[asked], words[at], dirs_exist_ok=True)
        assert any(self.folder.joinpath(words[at]).iterdir())

    def run(self, words: list[str]) -> None:
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output


def _shortened(words: list[str]) -> list[str]:
    """Ask for the page of the brief alone where the words do not say which part and format."""
    part = [] if {"--brief", "--annex"} & set(words) else ["--brief"]
    return [*words, *part, *([] if "--to" in words else ["--to", "html"])]


def _content(word: str) -> str:
    path = Path(word)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else word


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_says_can_be_done(
    page: Path,
    samples: Path,
    reports: dict[tuple[str, ...], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = shutil.copytree(samples, tmp_path / "folder")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(workbench, "start", lambda *given, **options: 0)
    reader = Reader(folder, reports)
    found = blocks(page)
    for block in found:
        reader.follow(block)
    # Every fence was understood as one.
    assert page.read_text(encoding="utf-8").count("```") == 2 * len(found)
