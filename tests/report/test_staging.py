from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_report import snapshot

from hulin_analysis.errors import ReportError
from hulin_analysis.report.staging import staged


def stage(output: Path, files: dict[str, str]) -> list[Path]:
    with staged(output) as staging:
        for name, content in files.items():
            (staging.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging.folder / name).write_text(content, encoding="utf-8")
        return staging.deliver([Path(name) for name in files])


def test_delivery_makes_folders_and_replaces_files(tmp_path: Path) -> None:
    output = tmp_path / "a" / "b"
    stage(output, {"x": "1", "figures/y": "1"})
    assert stage(output, {"x": "2"}) == [output / "x"]
    assert snapshot(tmp_path) == {"a/b/x": b"2", "a/b/figures/y": b"1"}


@pytest.mark.parametrize("place", ["file", "file/report", "file/a/report"])
def test_a_folder_that_cannot_be_is_named(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(
        ReportError, match=r"cannot be written to .*file is a file, not a folder\); choose another folder"
    ):
        stage(tmp_path / place, {"x": "1"})
    assert snapshot(tmp_path) == {"file": b"x"}


def test_a_delivery_that_fails_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "report"
    stage(output, {"a": "old", "b": "old"})
    import os

    real, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if target == output / "c":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("hulin_analysis.report.staging.os.replace", failing)
    with pytest.raises(ReportError, match="No space left on device"):
        stage(output, {"a": "new", "figures/b": "new", "c": "new"})
    assert snapshot(tmp_path) == {"report/a": b"old", "report/b": b"old"}
    assert sorted(path.name for path in output.iterdir()) == ["a", "b"]


def test_a_folder_in_the_way_is_no_reason_to_lose_anything(tmp_path: Path) -> None:
    output = tmp_path / "report"
    stage(output, {"a": "old"})
    (output / "b").mkdir()
    with pytest.raises(ReportError, match="a folder of that name is in the way"):
        stage(output, {"a": "new", "b": "new"})
    assert snapshot(tmp_path) == {"report/a": b"old"}


def test_an_error_of_another_kind_leaves_nothing_too(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "a" / "report") as staging:
        (staging.folder / "x").write_text("1", encoding="utf-8")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    stage(tmp_path / "link", {"x": "1"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "x").read_text(encoding="utf-8") == "1"


LEFT = """
import os, signal, sys
from pathlib import Path
from hulin_analysis.report.staging import staged
with staged(Path(sys.argv[1])) as staging:
    (staging.folder / "x").write_text("1")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_next_run_removes_what_a_killed_one_has_left(tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.mkdir()
    done = subprocess.run([sys.executable, "-c", LEFT, output], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name[:14] for path in output.iterdir()] == [".hulin-report-"]
    stage(output, {"a": "new"})
    assert [path.name for path in output.iterdir()] == ["a"]


def test_what_another_run_is_writing_stays_and_so_does_what_is_not_of_a_run(tmp_path: Path) -> None:
    output = tmp_path / "report"
    (output / ".hulin-report-mine").mkdir(parents=True)
    with staged(output) as running:
        (running.folder / "x").write_text("1", encoding="utf-8")
        stage(output, {"a": "new"})
        assert (running.folder / "x").is_file()
    assert sorted(path.name for path in output.iterdir()) == [".hulin-report-mine", "a"]
