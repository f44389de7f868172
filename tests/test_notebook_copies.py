"""Copies of the notebooks: once, in a language, and never over what the user has written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hulin_analysis import package_data
from hulin_analysis.cli import app
from hulin_analysis.errors import ReportError
from hulin_analysis.notebooks import copy_notebooks, in_language
from hulin_analysis.script import LANGUAGES, Language

NOTEBOOKS = sorted(package_data.folder("notebooks").glob("*.ipynb"))


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Publish a release of the package with these notebooks, each of one cell."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "en.toml").write_text('[words]\n"一"="one"\n[text]\n', encoding="utf-8")
    monkeypatch.setattr(package_data, "folder", lambda name: folder)

    def publish(**released: str) -> None:
        for name, words in released.items():
            write(folder / f"{name}.ipynb", words)

    return publish


def write(path: Path, words: str, outputs: tuple[str, ...] = ()) -> None:
    cell = {"cell_type": "code", "source": [words], "outputs": list(outputs), "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


def words(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"][0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_notebook_is_copied_once(lang: Language, tmp_path: Path) -> None:
    mine = tmp_path / "new" / "mine"
    names = [*(path.name for path in NOTEBOOKS), "ten_counties/articles.csv"]
    assert copy_notebooks(mine, lang) == [f"{mine / name} copied." for name in names]
    assert copy_notebooks(mine, lang) == []
    assert {name: (mine / name).read_bytes() for name in names} == in_language(lang)
    county = "丙县" if lang == "zh-Hans" else "丙縣"
    assert county in (mine / "ten_counties" / "articles.csv").read_text(encoding="utf-8")


def test_a_changed_notebook_is_kept_and_said_so(tmp_path: Path, release: Callable[..., None]) -> None:
    release(a="1")
    mine = tmp_path / "mine"
    copy_notebooks(mine)
    write(mine / "a.ipynb", "my own")
    kept = [f"{mine / 'a.ipynb'} has been changed and is kept; rename it to get the original again."]
    assert copy_notebooks(mine) == kept
    assert copy_notebooks(mine, "en") == kept
    release(a="2")
    assert copy_notebooks(mine) == kept
    assert words(mine / "a.ipynb") == "my own"


def test_an_unchanged_notebook_follows_the_package_and_says_so(
    tmp_path: Path, release: Callable[..., None]
) -> None:
    release(a="1", b="1")
    mine = tmp_path / "mine"
    copy_notebooks(mine)
    write(mine / "a.ipynb", "1", outputs=("run and saved",))
    assert copy_notebooks(mine) == []
    assert "run and saved" in (mine / "a.ipynb").read_text(encoding="utf-8")
    release(a="2")
    said = copy_notebooks(mine)
    assert said == [f"{mine / 'a.ipynb'} brought up to date: none of its cells had been changed."]
    assert words(mine / "a.ipynb") == "2"
    release(a="3")
    assert len(copy_notebooks(mine)) == 1
    assert words(mine / "a.ipynb") == "3"


def test_an_unchanged_notebook_follows_the_language_and_keeps_it(
    tmp_path: Path, release: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    release(a="# 一")
    mine = tmp_path / "mine"
    copy_notebooks(mine, "zh-Hant")
    write(mine / "b.ipynb", "my own")
    assert len(copy_notebooks(mine, "en")) == 1
    assert words(mine / "a.ipynb") == "# one"
    # Of a session in another language the copies, which may have been run by now, hear nothing.
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert copy_notebooks(mine) == []
    assert words(mine / "a.ipynb") == "# one"
    assert words(mine / "b.ipynb") == "my own"


@pytest.mark.parametrize(
    ("tag", "lang"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("en_US.UTF-8", "en"),
        ("C", "en"),
        ("xx_XX", "en"),
    ],
)
def test_a_new_copy_is_in_the_sessions_language(
    tag: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HULIN_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", tag)
    copy_notebooks(tmp_path)
    assert f'lang = "{lang}"' in (tmp_path / "01_article.ipynb").read_text(encoding="utf-8").replace("\\", "")


@pytest.mark.parametrize(("tag", "lang"), [("zh-CN", "zh-Hans"), ("zh_HK", "zh-Hant"), ("EN-gb", "en")])
def test_a_language_may_be_asked_for_by_its_region(tag: str, lang: str, tmp_path: Path) -> None:
    copy_notebooks(tmp_path, tag)
    assert json.loads((tmp_path / ".hulin.json").read_text(encoding="utf-8"))["lang"] == lang


def test_another_language_ends_with_one_sentence(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["lab", "--dir", str(tmp_path), "--lang", "xx"])
    assert (run.exit_code, run.stdout) == (1, "")
    assert all(lang in run.stderr for lang in LANGUAGES)
    assert run.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("memory", [None, "", "[1]", "{", '{"lang": "xx"}'])
def test_without_a_memory_of_what_was_copied_every_difference_is_the_users(
    memory: str | None, tmp_path: Path, release: Callable[..., None]
) -> None:
    release(a="2")
    write(tmp_path / "a.ipynb", "1")
    if memory is not None:
        (tmp_path / ".hulin.json").write_text(memory, encoding="utf-8")
    (said,) = copy_notebooks(tmp_path)
    assert "is kept" in said
    assert words(tmp_path / "a.ipynb") == "1"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": [1]}'])
def test_what_is_no_notebook_is_the_users(content: str, tmp_path: Path, release: Callable[..., None]) -> None:
    release(a="1")
    copy_notebooks(tmp_path)
    (tmp_path / "a.ipynb").write_text(content, encoding="utf-8")
    (said,) = copy_notebooks(tmp_path)
    assert "is kept" in said
    assert (tmp_path / "a.ipynb").read_text(encoding="utf-8") == content


def test_a_changed_table_is_the_users_too(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    table = tmp_path / "ten_counties" / "articles.csv"
    table.write_text("place,published,text\n", encoding="utf-8")
    (said,) = copy_notebooks(tmp_path)
    assert said.startswith(f"{table} has been changed and is kept")


def lab_ends_with_one_sentence(folder: Path) -> str:
    run = CliRunner().invoke(app, ["lab", "--dir", str(folder)])
    assert (run.exit_code, run.stdout) == (1, "")
    assert run.stderr.startswith("hulin: ") and run.stderr.count("\n") == 1
    return run.stderr


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file, and the notebooks need a folder" in lab_ends_with_one_sentence(tmp_path / "file")
    assert "Not a directory" in lab_ends_with_one_sentence(tmp_path / "file" / "mine")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    copy_notebooks(tmp_path)
    if os.geteuid() == 0:
        # Nothing forbids root to write, except that a folder is there already.
        (tmp_path / ".hulin.json").unlink()
        (tmp_path / ".hulin.json").mkdir()
    else:
        (tmp_path / ".hulin.json").chmod(0o400)
    said = lab_ends_with_one_sentence(tmp_path)
    assert f"cannot be copied to {tmp_path}" in said
    assert "choose another with --dir" in said


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(ReportError, match=r"\(Permission denied\); choose another with --dir"):
        copy_notebooks(tmp_path)
