"""Hostile folders: whatever lies in one, each input is read or refused, and nothing in it is touched."""

from __future__ import annotations

import ctypes
import io
import os
import socket
import stat
import subprocess
import sys
import threading
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pandas as pd
import pytest
from made_corpus import (
    COMMAND,
    built,
    csv,
    hulin,
    one_sentence,
    reasons,
    rows,
    state,
    text,
    without_disk,
    write,
    write_parquet,
)

from hulin_analysis.cli import main
from hulin_analysis.corpus import batches, documents, load_corpus

posix = pytest.mark.skipif(os.name != "posix", reason="what only POSIX knows")


def word(paragraph: str) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph(paragraph)
    document.save(target)
    return target.getvalue()


def bomb() -> bytes:
    """Pack a Word file that unpacks to 80 MB."""
    target = io.BytesIO(word("某縣"))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("word/x.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(b" " * 1_000_000)
    return target.getvalue()


@pytest.fixture
def quick() -> Iterator[pytest.MonkeyPatch]:
    with without_disk() as patch:
        yield patch


# -- what lies in it ---------------------------------------------------------------------------------------

FILES: dict[str, bytes] = {
    "utf8.txt": text(1).encode(),
    "bom.txt": text(2).encode("utf-8-sig"),
    "gbk.txt": (text(3) * 3).encode("gbk", "replace"),
    "big5.txt": (text(4) * 3).encode("big5"),
    "utf16.txt": text(5).encode("utf-16"),
    "damaged.txt": text(6, 40).encode()[:-20] + b"\xff" + text(6).encode(),
    "words.docx": word("某縣新聞去年新建學校3所。"),
    "page.html": f"<html><body><h1>某縣新聞</h1><p>{text(7, 9)}</p></body></html>".encode(),
}
BROKEN: dict[str, bytes] = {
    "binary.txt": bytes(range(256)) * 40,
    "empty.txt": b"",
    "blank.txt": b" \n\r\n\t",
    "cut.txt": b"\xff\xfe\x00",
    "empty.html": b"",
    "none.html": b"<html><body></body></html>",
    "nozip.docx": b"PK no zip",
    "empty.docx": b"",
    "half.docx": word("某縣")[:3000],
    "bomb.docx": bomb(),
    "empty.csv": b"",
    "other.csv": b"a,b\n1,2\n",
    "no.parquet": b"PAR1 no",
}


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_read(name: str, tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    corpus, _ = built(write(tmp_path / "d", {name: FILES[name]}), tmp_path / "o")
    assert corpus.documents["document"].tolist() == [name]
    assert corpus.documents["unaccounted"].tolist() == [0]
    assert len(corpus.quantities())


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused(name: str, tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {name: BROKEN[name], "good.txt": text(1)})
    corpus, _ = built(source, tmp_path / "o")
    assert corpus.documents["document"].tolist() == ["good.txt"]
    assert list(reasons(corpus)) == [name]
    assert built(source, tmp_path / "o")[1].unchanged == 2


NAMES = [
    "虎林市.txt",
    "أخبار.txt",
    "новости 1.TXT",
    "🏫e\u0301.txt",
    "a\nb.txt",
    "a'b\"c.txt",
    "a#b?c=%20&d.txt",
    "a\\b.txt",
    "-rf *.txt",
    "$(id);`id`|.txt",
    " .txt",
    "\u202etxt.exe.txt",
    "\t\r\x07.txt",
    f"{'長' * 83}xx.txt",
    b"\xff\xfe\x80.txt",
    b"\\xff\xff.txt",
]


@posix
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [text(1), ""])
def test_a_file_has_any_name(
    name: str | bytes, content: str, tmp_path: Path, quick: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "d"
    source.mkdir()
    path = os.path.join(os.fsencode(source), os.fsencode(name))
    with open(path, "wb") as file:
        file.write(content.encode())
    before = state(source)
    corpus, _ = built(source, tmp_path / "o")
    key = [*corpus.documents["document"], *corpus.errors["document"]][0]
    named = os.fsencode(name).replace(b"\\", rb"\\")
    assert key == named.decode("utf-8", "backslashreplace")
    assert bool(content) == (len(corpus.documents) == 1)
    reasons(corpus)
    assert built(source, tmp_path / "o")[1].unchanged == 1
    # The key is found again by SQL, whatever is in it.
    assert corpus.query("SELECT document FROM documents UNION SELECT document FROM errors")[
        "document"
    ].tolist() == [key]
    assert state(source) == before


@posix
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(
        tmp_path / "d", {"good.txt": text(1), "folder.txt/in.txt": text(2), "x.csv/in.txt": text(3)}
    )
    names = {f"{kind}.{suffix}" for kind in ("pipe", "socket", "none", "self") for suffix in ("txt", "csv")}
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as two:
        for suffix, opened in (("txt", one), ("csv", two)):
            os.mkfifo(source / f"pipe.{suffix}")
            # The path of a socket is short.
            here = os.open(source, os.O_RDONLY)
            opened.bind(f"/proc/self/fd/{here}/socket.{suffix}")
            os.close(here)
            (source / f"none.{suffix}").symlink_to("nowhere")
            (source / f"self.{suffix}").symlink_to(f"self.{suffix}")
        (source / "null.txt").symlink_to("/dev/null")
        (source / "zero.parquet").symlink_to("/dev/zero")
        (source / "up").symlink_to("..")
        (source / "up.txt").symlink_to(source)
        (source / "linked.txt").symlink_to("good.txt")
        begun = time.monotonic()
        corpus, seen = built(source, tmp_path / "o")
        assert time.monotonic() - begun < 20
    assert reasons(corpus).keys() == names | {"null.txt", "zero.parquet"}
    assert sorted(corpus.documents["document"]) == [
        "folder.txt/in.txt",
        "good.txt",
        "linked.txt",
        "x.csv/in.txt",
    ]
    assert seen.total.left_out == {"links to folders": 2}
    assert built(source, tmp_path / "o")[1].unchanged == seen.inputs


def test_the_same_bytes_twice_are_two_documents(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    names = ["a.txt", "b/a.txt", "c.txt"]
    corpus, _ = built(write(tmp_path / "d", dict.fromkeys(names, text(1))), tmp_path / "o")
    assert corpus.documents["document"].nunique() == 3
    assert corpus.documents["text_digest"].nunique() == 1
    assert corpus.quantities()["document"].value_counts().nunique() == 1


def test_a_file_of_200_mb_is_refused_without_being_read(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {"good.txt": text(1)})
    for name in ("long.txt", "long.docx", "long.html", "long.md"):
        with (source / name).open("wb") as file:
            file.truncate(200_000_000)
    tracemalloc.start()
    corpus, _ = built(source, tmp_path / "o")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert len(reasons(corpus)) == 4
    assert all("MB, the limit for" in reason for reason in reasons(corpus).values())


@pytest.mark.parametrize("times", [1, 100])
def test_a_file_that_changes_while_it_is_read(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1), "b.txt": text(2)})
    left = [times]
    fstat = os.fstat

    def appended(handle: int) -> os.stat_result:
        found = fstat(handle)
        if stat.S_ISREG(found.st_mode) and found.st_ino == (source / "a.txt").stat().st_ino and left[0]:
            left[0] -= 1
            with (source / "a.txt").open("ab") as file:
                file.write("去年新建學校9所。\n".encode())
        return found

    monkeypatch.setattr(documents.os, "fstat", appended)
    corpus, _ = built(source, tmp_path / "o")
    if times == 1:
        assert corpus.errors.empty
        assert "9所" in corpus.quantities()["quote"].tolist()
    else:
        assert "changed while it was being read" in reasons(corpus)["a.txt"]
    left[0] = 0
    again, _ = built(source, tmp_path / "o")
    assert again.errors.empty


def test_a_folder_that_grows_in_the_walk(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {f"{at:03}.txt": text(at) for at in range(60)} | {"z.csv": csv(1, 2)})
    done = threading.Event()

    def grow() -> None:
        for at in range(2000):
            if done.is_set():
                return
            with (source / f"{at % 60:03}.txt").open("ab") as file:
                file.write(b"1")
            (source / f"n{at}.txt").write_bytes(text(at).encode())
            (source / f"n{at - 5}.txt").unlink(missing_ok=True)

    quick.setattr(batches, "_MOST_INPUTS", 5)
    thread = threading.Thread(target=grow)
    thread.start()
    try:
        for _ in range(4):
            reasons(built(source, tmp_path / "o")[0])
    finally:
        done.set()
        thread.join()
    now = rows(built(source, tmp_path / "o")[0])
    assert now == rows(built(source, tmp_path / "afresh")[0])
    assert now["errors"] == []


def unprivileged() -> None:
    """Take from root what lets it read anything: the permissions of files hold for it then."""
    if os.geteuid() == 0:
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="how root is kept from reading is known of Linux")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1), "b.txt": text(2), "c.csv": csv(1), "e/f.txt": text(3)})
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    hidden = (source / "b.txt", source / "c.csv", source / "e", sealed)
    for path in hidden:
        path.chmod(0)
    tried = subprocess.run(["cat", source / "b.txt"], preexec_fn=unprivileged, capture_output=True)
    if tried.returncode == 0:
        pytest.skip("permissions hold for nobody here")
    said = []
    for output in (tmp_path / "o", sealed, sealed / "o"):
        run = hulin("corpus", source, "-o", output, "--workers", "1", preexec_fn=unprivileged)
        said.append((run.returncode, run.stderr))
    for path in hidden:
        path.chmod(0o700)
    assert said[0] == (0, "")
    assert [code for code, _ in said[1:]] == [1, 1]
    assert [stderr for _, stderr in said[1:] if not one_sentence(stderr) or str(sealed) not in stderr] == []
    corpus = load_corpus(tmp_path / "o")
    assert corpus.documents["document"].tolist() == ["a.txt"]
    assert reasons(corpus).keys() == {"b.txt", "c.csv"}
    assert all("Permission denied" in reason for reason in reasons(corpus).values())


# -- tables ------------------------------------------------------------------------------------------------


def test_a_table_of_ten_thousand_rows(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    lines = (f"{at},第{at}次會議。" if at % 100 else f"{at}," for at in range(10_000))
    source = write(tmp_path / "d", {"t.csv": "title,text\n" + "\n".join(lines) + "\n"})
    corpus, seen = built(source, tmp_path / "o")
    assert (seen.documents, seen.errors) == (9_900, 100)
    assert len(corpus.parts) == 10
    again, seen = built(source, tmp_path / "o")
    assert (seen.unchanged, again.parts) == (10_000, corpus.parts)


def test_the_rows_of_a_hostile_table(tmp_path: Path, quick: pytest.MonkeyPatch) -> None:
    source = write(
        tmp_path / "d",
        {
            "t.csv": "title,text,published,url\n"
            '=cmd(),"去年新建學校3所。",昨天,javascript:alert(1)\n'
            ",,,\n"
            '<b>,"去年新建學校4所。",9999-99-99,\n'
            'a,"去年新"建"學校5所。",,\n'
            "b,去年，新建，學校,6,所,。\n"
            "c,去年新建學校7所。,2022-01-01,https://a.example/b\n"
        },
    )
    write_parquet(source / "u.parquet", text=["去年新建學校8所。", None], url=["file:///x", None])
    corpus, _ = built(source, tmp_path / "o")
    assert list(reasons(corpus)) == ["t.csv/2", "t.csv/4", "t.csv/5", "u.parquet/2"]
    about = corpus.documents.set_index("document")
    assert about.loc["t.csv/1", "title"] == "=cmd()"
    assert "javascript" in about.loc["t.csv/1", "remarks"]
    assert about.loc["t.csv/3", "remarks"] == "published '9999-99-99' is no date"
    assert pd.isna(about.loc["t.csv/6", "remarks"])
    assert about["url"].dropna().tolist() == ["https://a.example/b"]


def test_a_long_row_is_no_reason_for_a_warning(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"t.csv": f"text\n{'新' * 4_000_000}去年新建學校3所。\n"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus, _ = built(source, tmp_path / "o")
    assert corpus.documents["characters"].tolist() == [4_000_009]


# -- all of it, by the command -----------------------------------------------------------------------------


@posix
def test_a_hostile_folder_by_the_command(tmp_path: Path) -> None:
    home = tmp_path / "home"
    source = write(home / "d", FILES | BROKEN | {"t.csv": csv(1, 2, 3).encode(), "x.txt/in.txt": b"1"})
    for name in NAMES:
        with open(os.path.join(os.fsencode(source), os.fsencode(name)), "wb") as file:
            file.write(text(1).encode())
    os.mkfifo(source / "pipe.txt")
    (source / "self.txt").symlink_to("self.txt")
    (source / "up").symlink_to("..")
    (home / "tmp").mkdir()
    before = state(home)
    run = subprocess.run(
        [*COMMAND, "corpus", source, "-o", home / "o", "--workers", "1"],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env=os.environ
        | {"HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
        | {name: str(home / "xdg") for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")},
    )
    assert (run.returncode, run.stderr) == (0, "t.csv: text from text, title from title.\n")
    after = {path: about for path, about in state(home).items() if not path.startswith(bytes(home / "o"))}
    assert after == before
    counts = {
        line.split("  ")[-1].strip(): int(line.split()[0].replace(",", ""))
        for line in run.stdout.splitlines()
    }
    corpus = load_corpus(home / "o")
    found = reasons(corpus)
    documents, errors = len(corpus.documents), len(found)
    assert errors == len(BROKEN) + 2
    assert documents == len(FILES) + len(NAMES) + 3 + 1
    assert counts[f"inputs: {documents + errors} read, 0 unchanged"] == documents + errors
    assert counts["documents"] == documents
    assert counts[f"errors, with their reasons in {home / 'o' / 'errors'}"] == errors
    assert counts["quantities"] == len(corpus.quantities())
    assert counts["other numerals, in the ledger"] == len(corpus.ledger())
    assert counts["links to folders, left out"] == 1


def test_where_nothing_can_be_done_it_is_one_sentence_and_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1)})
    write(tmp_path / "e", {".hidden": "x"})
    write(tmp_path / "full", {"x": "x"})
    before = state(tmp_path)
    for folder, output in ((tmp_path / "none", "o"), (tmp_path / "e", "o"), (source, "."), (source, "full")):
        monkeypatch.setattr(sys, "argv", ["hulin", "corpus", str(folder), "-o", str(tmp_path / output)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code, said.out) == (1, "")
        assert one_sentence(said.err)
    assert state(tmp_path) == before
