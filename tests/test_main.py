"""The command line started as a module, and into a pipe that takes few characters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "hulin_analysis", *words]
    return subprocess.run(command, cwd=cwd, env=os.environ | more, capture_output=True, check=False)


def test_the_package_runs_as_a_module_and_its_help_says_how(tmp_path: Path) -> None:
    done = run("report", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"python -m hulin_analysis report" in done.stdout
    done = run("report", "missing.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"hulin: ")
    assert done.stderr.count(b"\n") == 1


def test_a_pipe_that_lacks_a_character_gets_a_question_mark(tmp_path: Path) -> None:
    (tmp_path / "县\N{GRINNING FACE}.txt").write_text("去年全县新建学校3所。", encoding="utf-8")
    done = run("audit", "县\N{GRINNING FACE}.txt", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert done.returncode == 0, done.stderr
    assert "县?.txt" in done.stdout.decode("gbk")
