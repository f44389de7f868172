from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_corpus import built, csv, rows, text, without_disk, write

from hulin_analysis.corpus import batches
from hulin_analysis.corpus.inputs import order, survey, walk
from hulin_analysis.corpus.version import rule_files
from hulin_analysis.errors import ArticleError

PACKAGE = Path(batches.__file__).parents[1]


def keys(folder: Path, output: Path | None = None) -> list[str]:
    return [given.key for given in walk(folder, output or folder / "no output", None)]


def test_every_file_is_an_input_whatever_it_is(tmp_path: Path) -> None:
    names = ("a.txt", "b.HTML", "c.md", "d.docx", "e/f.htm", "e/g.ofd", "h.xhtml", "x.pdf", "y", "z.jpg", "7")
    write(tmp_path, dict.fromkeys(names, "x"))
    assert sorted(keys(tmp_path)) == sorted(names)


def test_names_that_are_numbers_are_in_order(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(("10", "9", "007", "7", "1.txt", "8/x", "08/10", "08/9"), "x"))
    found = keys(tmp_path)
    assert found == sorted(found, key=order)
    assert [key for key in found if "/" not in key] == ["007", "7", "9", "10", "1.txt"]


def test_every_file_ends_as_a_document_or_an_error(tmp_path: Path) -> None:
    article = text(1)
    page = f"<html><body><p>{article}</p></body></html>"
    read = {"a.txt": article, "b": article, "c.news": article, "d.doc": page}
    refused = dict.fromkeys(
        ("e.ofd", "f.jpg", "g.zip", "h.json", "i.url", "j.mp4", "k.pptx", "l.wps"), b"\0\1"
    )
    left = {".DS_Store": b"\0", "Thumbs.db": b"\0", "~$d.docx": b"\0", "__MACOSX/a.txt": b"\0"}
    write(tmp_path / "in", read | refused | left)
    corpus, _ = built(tmp_path / "in", tmp_path / "out")
    assert sorted(corpus.documents["document"]) == sorted(read)
    errors = corpus.errors
    assert sorted(errors["document"]) == sorted(refused)
    for name, reason in zip(errors["document"], errors["reason"], strict=True):
        assert reason.startswith(f"{name} is ")
        assert reason.endswith(".")


def test_a_table_gives_its_rows(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": csv(*range(12)), "b.txt": "x"})
    assert keys(tmp_path) == [*(f"a.csv/{number}" for number in range(1, 13)), "b.txt"]


def test_a_table_that_cannot_be_opened_is_an_input_by_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "x,y\n1,2\n", "b.parquet": b"no", "c.csv": "", "d.csv": "text\n"})
    found = list(walk(tmp_path, tmp_path / "o", None))
    assert [given.key for given in found] == ["a.csv", "b.parquet", "c.csv", "d.csv"]
    assert all(given.key in (given.fault or "") for given in found)


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "xx", "Thumbs.db": "x", ".c.txt": "x", "~$d.docx": "x", ".e/f.txt": "x"})
    (tmp_path / "link").symlink_to(tmp_path)
    found = survey(tmp_path, tmp_path / "o")
    assert (found.files, found.bytes) == (1, 2)
    assert found.left_out == {
        "files of the system": 1,
        "hidden files and folders": 3,
        "links to folders": 1,
    }


def test_the_output_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "x", "out/b.txt": "x", "out/c/d.txt": "x"})
    (tmp_path / "other name").symlink_to(tmp_path / "out")
    assert keys(tmp_path, tmp_path / "out") == ["a.txt"]
    assert keys(tmp_path, tmp_path / "other name") == ["a.txt"]


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        survey(tmp_path / "none", tmp_path / "o")


NAMES = st.text(st.sampled_from("ab.~09 9é中\\\n'\"#\udcff"), min_size=1, max_size=6)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=12))
@settings(max_examples=100)
def test_the_walk_is_in_the_order_of_keys_and_no_two_are_equal(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    for at, path in enumerate(paths):
        place = folder.joinpath(*(name.strip(".") + "x" for name in path[:-1]))
        name = path[-1] + (".txt", ".csv", ".md/", "")[at % 4]
        if name.startswith((".", "~$")) or name in ("", "/"):
            continue
        try:
            place.mkdir(parents=True, exist_ok=True)
            if name.endswith("/"):
                (place / name).mkdir(exist_ok=True)
                write(place / name, {"in.txt": "x"})
            else:
                write(place, {name: csv(*range(11)) if name.endswith(".csv") else "x"})
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
    found = keys(folder)
    assert found == sorted(found, key=order)
    assert len(set(found)) == len(found)
    assert all(key.encode("utf-8") for key in found)


@pytest.mark.skipif(os.name != "posix", reason="names of other systems are no bytes")
def test_names_that_differ_have_keys_that_differ(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\\xff.txt", b"\\\\xff.txt", "ÿ.txt".encode()):
        (Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))).write_bytes(b"x")
    assert sorted(keys(tmp_path)) == sorted(["\\xff.txt", "\\\\xff.txt", "\\\\\\\\xff.txt", "ÿ.txt"])


# -- from one state of a folder to the next ----------------------------------------------------------------

TEXTS = st.sampled_from(
    [text(1), text(2), text(3, 4), text(4).encode("gb18030"), b"", b"\0\1\2" * 50, b"  \n", text(5, 9)]
)
TABLE = st.lists(st.integers(1, 9), max_size=7).map(lambda numbers: csv(*numbers))
FOLDER = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "t.csv.txt", "m.md"]), TEXTS, min_size=1)
STATE = st.fixed_dictionaries(
    {"always.txt": TEXTS},
    optional={
        **dict.fromkeys(("a.txt", "b.html", "d.md", "k.txt", "z.txt"), TEXTS),
        "both.txt": TEXTS | FOLDER,
        "c": FOLDER,
        "t.csv": TABLE | st.sampled_from(["title\n1\n", 'text\n"']),
        "u.csv": TABLE | FOLDER,
    },
)


def contents(files: dict, above: str = "") -> dict[str, object]:
    """Return the inputs of a state with what stands in them."""
    found: dict[str, object] = {}
    for name, content in files.items():
        if isinstance(content, dict):
            found |= contents(content, f"{above}{name}/")
        elif name.endswith(".csv") and content.startswith("title,text\n") and content.count("\n") > 1:
            records = content.split("題")[1:]
            found |= {f"{above}{name}/{number}": row for number, row in enumerate(records, 1)}
        elif name.endswith(".csv"):
            # A table without rows, or a broken one: of one input, and its fault is told by what stands in it.
            found[f"{above}{name}{'/1' if content.endswith(chr(34)) else ''}"] = content
        else:
            found[f"{above}{name}"] = content.encode() if isinstance(content, str) else content
    return found


def same_again_and_afresh(folder: Path, states: list[dict]) -> None:
    known: dict[str, object] = {}
    for at, files in enumerate(states):
        source = folder / "articles"
        if source.exists():
            source.rename(folder / f"before {at}")
        write(source, files)
        corpus, seen = built(source, folder / "corpus")
        now = contents(files)
        assert {*corpus.documents["document"], *corpus.errors["document"]} == now.keys()
        assert seen.unchanged == len(now.items() & known.items())
        known = now
    assert rows(corpus) == rows(built(source, folder / "afresh")[0])
    again, seen = built(source, folder / "corpus")
    assert seen.unchanged == seen.inputs
    assert again.parts == corpus.parts


@given(st.lists(STATE, min_size=2, max_size=4), st.integers(1, 4))
@settings(max_examples=12)
def test_a_corpus_that_is_kept_up_to_date_equals_one_that_is_made_afresh(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict], most: int
) -> None:
    with without_disk() as patch:
        patch.setattr(batches, "_MOST_INPUTS", most)
        same_again_and_afresh(tmp_path_factory.mktemp("kept"), states)


@given(st.lists(STATE, min_size=2, max_size=2))
@settings(max_examples=5)
def test_so_it_does_with_dask(tmp_path_factory: pytest.TempPathFactory, states: list[dict]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "_MOST_INPUTS", 2)
        same_again_and_afresh(tmp_path_factory.mktemp("kept"), states)


def test_other_rules_read_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "d", {"a.txt": text(1), "b.txt": "", "t.csv": csv(1, 2), "u.csv": "x\n"})
    built(source, tmp_path / "o")
    for module in ("builder", "documents"):
        monkeypatch.setattr(f"hulin_analysis.corpus.{module}.rules_version", lambda: "0+other")
    corpus, seen = built(source, tmp_path / "o")
    assert (seen.unchanged, seen.documents, seen.errors) == (0, 3, 2)
    assert {*corpus.documents["rules"], *corpus.errors["rules"], corpus.rules} == {"0+other"}
    assert rows(corpus) == rows(built(source, tmp_path / "afresh")[0])
    assert built(source, tmp_path / "o")[1].unchanged == 5


def test_every_room_that_reads_is_of_the_rules() -> None:
    ruled = {file.relative_to(PACKAGE).parts[0] for file in rule_files()}
    imported = {name.split(".")[1] for name in sys.modules if name.startswith("hulin_analysis.")}
    drawing = {"charts", "cli", "comparison", "export", "finding", "lab_extension", "report", "views"}
    assert {"numbers", "places", "readers", "rows", "sentences", "tables", "times", "blocks.py"} <= ruled
    assert {room for room in imported - drawing if room not in ruled and f"{room}.py" not in ruled} == set()


def test_another_vocabulary_reads_everything_again(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"a.txt": "某縣新聞\n去年全縣發車99趟次。\n", "b.txt": text(1)})
    own = write(tmp_path / "own", {"units.toml": '[things]\nwords = ["趟次"]\n'})
    script = (
        "import sys, hulin_analysis as ha; seen = []\n"
        "corpus = ha.build_corpus(*sys.argv[1:], workers=0, on_progress=seen.append)\n"
        "print(seen[-1].unchanged, sorted(corpus.quantities()['unit']))"
    )

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", script, str(source), str(tmp_path / "o")]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | more)

    assert run().stdout == "0 ['%', '所', '趟']\n"
    assert run(HULIN_VOCABULARY=str(own)).stdout == "0 ['%', '所', '趟次']\n"
    assert run(HULIN_VOCABULARY=str(own)).stdout == "2 ['%', '所', '趟次']\n"
    (own / "units.toml").write_text("[things", encoding="utf-8")
    # No article is at fault if the vocabulary is: the run ends, and every row stays.
    broken = run(HULIN_VOCABULARY=str(own))
    assert "VocabularyError: The vocabulary" in broken.stderr
    assert run().stdout == "0 ['%', '所', '趟']\n"


def test_another_text_column_reads_everything_again(tmp_path: Path) -> None:
    source = write(tmp_path / "d", {"t.csv": f'a,b\n"{text(1)}","{text(2)}"\n'})
    before = rows(built(source, tmp_path / "o", text_column="a")[0])
    after, seen = built(source, tmp_path / "o", text_column="b")
    assert (seen.documents, seen.unchanged) == (1, 0)
    assert before.keys() == rows(after).keys()
    assert all(before[table] != found for table, found in rows(after).items() if table != "errors")
