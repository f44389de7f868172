"""A copy of the package's notebooks in the user's folder, in the user's language."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from hulin_analysis import package_data, script
from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.languages import ENGLISH, Language, is_chinese, language_of
from hulin_analysis.messages import Message, session_language

# What the cells of each original said when it was copied, so that a later release knows the user's own work.
_MANIFEST = ".hulin.json"
#: The language that the notebooks are stored in: that of the article.
_STORED: Language = "zh-Hant"
_LANGUAGE_LINE = "lang = "
# Quotation marks of the one script, and of the other.
_MARKS = str.maketrans("「」『』", "“”‘’")


def copy_notebooks(folder: Path, lang: str | None = None) -> list[str]:
    """Copy the package's notebooks to a folder, and never over what the user has written.

    The copies have no outputs: those are made where they are run, in the language that they are in. A
    notebook in which no cell was changed since it was copied follows the package and the language: where
    there is another one, the copy is replaced. Running and saving a notebook changes no cell. A hidden file
    in the folder remembers what was copied.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> copy_notebooks(folder, "en")[0].endswith("01_article.ipynb copied.")
    True
    >>> copy_notebooks(folder)
    []
    """
    asked = None
    if lang is not None:
        asked = script.language(lang, error=ReportError)
    if folder.exists() and not folder.is_dir():
        raise ReportError(
            "{folder} is a file, and the notebooks need a folder; choose another with --dir.", folder=folder
        )
    said = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copied = _read_manifest(folder / _MANIFEST)
        chosen = asked or language_of(copied.get("lang", "")) or session_language()
        for name, content in in_language(chosen).items():
            said += _copy(folder / name, content, copied, name)
        # Written each time: a folder in which nothing can be saved is found now, not after an hour.
        manifest = json.dumps({**copied, "lang": chosen}, indent=1)
        (folder / _MANIFEST).write_text(manifest + "\n", encoding="utf-8")
    except OSError as err:
        raise ReportError(
            "The notebooks cannot be copied to {folder} ({why}); choose another with --dir.",
            folder=folder,
            why=one_line(err),
        ) from err
    return said


def _copy(target: Path, content: bytes, copied: dict[str, str], name: str) -> list[str]:
    """Write one file if the user has not changed it, and say what was done."""
    wanted = _digest(content)
    there = _digest(target.read_bytes()) if target.exists() else None
    if there not in (None, wanted, copied.get(name)):
        kept = Message(
            "{target} has been changed and is kept; rename it to get the original again.", target=target
        )
        return [str(kept)]
    copied[name] = wanted
    if there == wanted:
        return []
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(content)
    if there is None:
        return [str(Message("{target} copied.", target=target))]
    return [str(Message("{target} brought up to date: none of its cells had been changed.", target=target))]


def _digest(content: bytes) -> str:
    """Give a digest of what the cells say, without outputs; of a file with no cells, of its bytes."""
    try:
        cells = json.loads(content)["cells"]
        said = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _read_manifest(path: Path) -> dict[str, str]:
    """Read what was copied; where nobody can tell, every file counts as the user's own."""
    try:
        read = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(words) for name, words in read.items()} if isinstance(read, dict) else {}


# -- the language --------------------------------------------------------------------------------------------


def in_language(lang: Language) -> dict[str, bytes]:
    """Give the files of the notebooks in a language, without outputs.

    They are stored in traditional Chinese; simplified is converted from it, and English stands beside them
    in ``en.toml``: the text of each cell of prose by the cell's id, and the words of the code, which
    Chinese takes from there as well.

    >>> list(in_language("en"))[-1]
    'ten_counties/articles.csv'
    """
    source = package_data.folder("notebooks")
    name = f"{ENGLISH if is_chinese(lang) else lang}.toml"
    catalogue = tomllib.loads((source / name).read_text(encoding="utf-8"))
    files = {}
    for path in sorted(source.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            _say(cell, lang, catalogue)
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        files[path.name] = text.encode()
    for path in sorted(source.glob("*/*.csv")):
        text = path.read_text(encoding="utf-8")
        files[path.relative_to(source).as_posix()] = (
            _simplified(text) if lang == "zh-Hans" else text
        ).encode()
    return files


def _say(cell: dict[str, Any], lang: Language, catalogue: dict[str, Any]) -> None:
    """Put one cell into a language, and take its outputs away."""
    text = "".join(cell["source"])
    if cell["cell_type"] == "code":
        cell |= {"execution_count": None, "outputs": []}
        text = _in_code(text, lang, catalogue["words"])
        if "parameters" in cell["metadata"].get("tags", ()):
            text = text.replace(f'{_LANGUAGE_LINE}"{_STORED}"', f'{_LANGUAGE_LINE}"{lang}"')
    elif lang == "zh-Hans":
        text = _simplified(text)
    elif not is_chinese(lang):
        text = catalogue["text"][cell["id"]].strip("\n")
    cell["source"] = text.splitlines(keepends=True)


def _in_code(text: str, lang: Language, words: dict[str, str]) -> str:
    """Put the comments and the names that a reader sees into a language; what is quoted stays."""
    if lang == _STORED:
        return text
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, _simplified(word) if is_chinese(lang) else words[word])
    return text


def _simplified(text: str) -> str:
    return script.to_simplified(text).translate(_MARKS)
