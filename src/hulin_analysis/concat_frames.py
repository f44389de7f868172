"""Joining: the frames of several articles as one, each row with its document, place, source and number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from hulin_analysis.errors import DataError, expect
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS, expect_frame
from hulin_analysis.original_values import AS_READ, AsRead, recalled, written
from hulin_analysis.valid_rows import expect_rows

#: The columns that :func:`concat` adds behind those of a frame: what ``attrs`` says of the rows of one.
BESIDE_COLUMNS: dict[str, str] = {
    "number": "int64",
    "corrected": "bool",
    "row_head": "string",
    "column_head": "string",
    "table_caption": "string",
    "page": "Int64",
}
_HEADS = ("row_head", "column_head", "table_caption")
_PLACE = ["start", "end"]


def concat(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join the frames of several articles so that each row keeps its document, place, source and corrections.

    Parameters
    ----------
    frames : list of DataFrame
        Frames of ``ha.extract`` or ``ha.correct``, all or some of their rows, or frames with the columns of
        their documents already.

    Returns
    -------
    DataFrame
        The rows one under the other, behind the columns of a corpus: ``document``, ``title``, ``paper``,
        ``portal``, ``place``, ``published``, ``url`` and ``script``. ``document`` is the address, else the
        title. Behind them stand ``number``, the ① of the row in every chart, ``corrected``, whether a
        correction changed it, and of a number of a table ``row_head``, ``column_head``, ``table_caption`` and
        ``page``. ``attrs["as_read"]`` is what was read of each number. The charts, ``ha.statements``,
        ``ha.table`` and ``ha.compare`` take it as it is.

    Raises
    ------
    DataError
        If it is given no frames, one that says not of which article it is, or a row that cannot be true.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> first = ha.extract(ha.parse_article("全縣產值增長5.4%。", title="甲縣公報", place="甲縣"))
    >>> second = ha.extract(ha.parse_article("全縣產值增長6.1%。", title="乙縣公報", place="乙縣"))
    >>> ha.concat([first, second])[["document", "place", "quote", "number"]].values.tolist()
    [['甲縣公報', '甲縣', '5.4%', 1], ['乙縣公報', '乙縣', '6.1%', 2]]
    """
    typed = "ha.concat([first, second])"
    expect(frames, (list, tuple), "ha.concat needs a list of frames", typed, DataError)
    given = [expect_frame(frame, COLUMNS, "ha.concat([{}])", "ha.extract({})") for frame in frames]
    if not given:
        raise DataError("ha.concat needs one frame at least; type {typed}.", typed=typed)
    keys: dict[str, dict[str, Any]] = {}
    parts = [_with_columns(frame, at, keys) for at, frame in enumerate(given, 1)]
    further = [name for part in parts for name in part if name not in DOCUMENT_COLUMNS | BESIDE_COLUMNS]
    whole = pd.concat(parts, ignore_index=True)
    whole["number"] = _numbered_through(whole)
    beside = [name for name in BESIDE_COLUMNS if whole[name].notna().any()]
    whole = whole[[*DOCUMENT_COLUMNS, *dict.fromkeys(further), *beside]]
    whole.attrs = _remembered(given, parts)
    expect_told_apart(whole)
    return expect_rows(whole, "ha.concat")


def _with_columns(frame: pd.DataFrame, at: int, keys: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Give a frame the columns of its document, and those of what its attrs say of its rows."""
    found = frame.copy()
    found["number"] = pd.Series(numbers_of(frame), index=frame.index, dtype="int64")
    corrected = frame["id"].isin(frame.attrs.get("corrections", []))
    found["corrected"] = corrected | frame["corrected"] if "corrected" in frame else corrected
    cells, pages = frame.attrs.get("cells", {}), frame.attrs.get("pages", {})
    for number, name in enumerate(_HEADS):
        if name not in frame:
            heads = [cells[id_][number] if id_ in cells else None for id_ in frame["id"]]
            found[name] = pd.Series(heads, index=frame.index, dtype="string")
    if "page" not in frame:
        found["page"] = pd.Series([pages.get(id_) for id_ in frame["id"]], index=frame.index, dtype="Int64")
    if not has_documents(frame):
        found = found.assign(**_document(frame, at, keys))
    for name in DOCUMENT_COLUMNS:
        if name not in found:
            found[name] = None
    return found.astype(DOCUMENT_COLUMNS | {name: BESIDE_COLUMNS[name] for name in BESIDE_COLUMNS})


def _remembered(frames: Sequence[pd.DataFrame], parts: Sequence[pd.DataFrame]) -> dict[Any, Any]:
    """Keep what the frames remember of their numbers, each under its document."""
    known: dict[tuple[str, str], AsRead] = {}
    for frame, part in zip(frames, parts, strict=True):
        own = recalled(frame)
        for before, key in zip(keys_of(frame), keys_of(part), strict=True):
            if before in own:
                known[key] = own[before]
    return {AS_READ: written(known)} if known else {}


def _document(frame: pd.DataFrame, at: int, keys: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Name the document of a frame by what it says of its article."""
    about = frame.attrs.get("article")
    if not isinstance(about, dict):
        raise DataError(
            "Frame {at} does not say which article it is of, because plain pandas drops that where "
            "frames are joined; give ha.concat the frames that ha.extract returned, or rows with a "
            "column document.",
            at=at,
        )
    first = str(about.get("url") or about.get("title") or f"article {at}")
    key, again = first, 1
    # Two articles of one title are two documents; two frames of one article are one.
    while keys.setdefault(key, about) != about:
        again += 1
        key = f"{first} ({again})"
    return {"document": key, **{name: about.get(name) for name in DOCUMENT_COLUMNS if name != "document"}}


def _numbered_through(whole: pd.DataFrame) -> pd.Series:
    """Let the numbers of each document go on behind those of the one before: no two rows share one."""
    before, behind = {}, 0
    for document, numbers in whole.groupby("document", sort=False)["number"]:
        before[document] = behind
        behind += int(numbers.max())
    return whole["number"] + whole["document"].map(before).astype("int64")


def has_documents(metrics: pd.DataFrame) -> bool:
    """Tell whether each row says of which document it is."""
    return "document" in metrics and bool(metrics["document"].notna().all())


def in_reading_order(metrics: pd.DataFrame) -> pd.DataFrame:
    """Put the rows where their text has them, document by document.

    >>> rows = pd.DataFrame({"document": ["b", "a", "b"], "start": [5, 9, 1], "end": [6, 10, 2]})
    >>> in_reading_order(rows)["start"].tolist()
    [1, 5, 9]
    """
    if not has_documents(metrics):
        return metrics.sort_values(_PLACE, kind="stable")
    order = {document: at for at, document in enumerate(dict.fromkeys(metrics["document"]))}
    ranked = metrics.assign(document_order=metrics["document"].map(order))
    return ranked.sort_values(["document_order", *_PLACE], kind="stable").drop(columns="document_order")


def numbers_of(metrics: pd.DataFrame) -> list[int]:
    """Return the number of each row, in the order of the rows: its ① wherever it is shown.

    It is the place of the row among all numbers of its article, so that a filter does not change it; that of
    a frame that has lost it is its place among the rows there are.

    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("新建學校3所,產值增長5.4%。"))
    >>> numbers_of(metrics), numbers_of(metrics[metrics["quote"] == "5.4%"])
    ([1, 2], [2])
    """
    if "number" in metrics:
        return [int(number) for number in metrics["number"]]
    known = metrics.attrs.get("numbers")
    if not has_documents(metrics) and isinstance(known, dict) and set(metrics["id"]) <= known.keys():
        return [known[id_] for id_ in metrics["id"]]
    plain = metrics.reset_index(drop=True)
    ranks = {index: at for at, index in enumerate(in_reading_order(plain).index, 1)}
    return [ranks[index] for index in range(len(plain))]


def keys_of(metrics: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what no two rows share: the document of each, empty for a lone article, and its id."""
    documents = metrics["document"].astype(str) if has_documents(metrics) else [""] * len(metrics)
    return list(zip(documents, metrics["id"].astype(str), strict=True))


def expect_told_apart(metrics: pd.DataFrame) -> None:
    """Refuse rows of several articles that nothing tells apart, and a row that is there twice.

    >>> import hulin_analysis as ha
    >>> first, second = (ha.extract(ha.parse_article(f"{word}增長5%。")) for word in ("產值", "收入"))
    >>> expect_told_apart(pd.concat([first, second]))
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: The rows are of several articles, and nothing says which is of which; \
join frames with ha.concat([first, second]).
    """
    keys = keys_of(metrics)
    places = zip(metrics["sentence_start"], metrics["sentence"], strict=True)
    rows = [(*key, *place) for key, place in zip(keys, places, strict=True)]
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    ends: dict[str, tuple[int, str]] = {}
    for document, id_, start, sentence in sorted(rows, key=lambda row: (str(row[0]), row[2])):
        twice = seen.setdefault((document, id_), (start, sentence)) == (start, sentence)
        end, last = ends.get(document, (0, ""))
        if not twice or (start < end and sentence != last):
            raise DataError(
                "The rows are of several articles, and nothing says which is of which; "
                "join frames with ha.concat([first, second])."
            )
        ends[document] = start + len(sentence), sentence
    if len(seen) < len(rows):
        id_ = next(key[1] for at, key in enumerate(keys) if key in keys[:at])
        raise DataError("Row {id} is there twice; metrics.drop_duplicates() keeps one of each.", id=id_)
