"""Tables with an article a row: CSV and Parquet files, whose columns are known by their usual names.

A CSV file may be in any encoding that an article may be in, and part its columns with commas, semicolons,
tabs or bars.
"""

from __future__ import annotations

import codecs
import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet, types

from hulin_analysis import script, vocabulary
from hulin_analysis.errors import HulinError, one_line
from hulin_analysis.messages import Listed, Message, Translatable
from hulin_analysis.readers.decode import decode_bytes
from hulin_analysis.readers.formats import FORMATS
from hulin_analysis.readers.metadata import Metadata, recorded_moment, web_address

#: What is known of an article besides its text, where a table has a column for it.
FACTS = ("title", "published", "place", "paper", "url")
_BESIDE = re.compile(r"[\s_\-./·:\ufeff]+|\([^()]*\)$")

TABLE_SUFFIXES = (".csv", ".tsv", ".parquet")
_DELIMITERS = ",;\t|"
_TEXT = "text"
_BLANK_LINES = 20  # above the names of the columns, at most
_SLICE = 128  # rows of a Parquet file that are held at once
_SAMPLE = 1_000_000  # bytes of a CSV file that its encoding is detected by
_MOST = FORMATS["text"].most  # characters of a field, and of a line: a quote that is never closed ends there


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number from 1 on, its text, and the facts beside it as they are written.

    A row that cannot be read has a `fault` instead.
    """

    number: int
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.text.encode("utf-8", "replace"))


class TableError(HulinError):
    """A table cannot be opened, or breaks off; `rows` were read before it did."""

    def __init__(self, template: str | Message, /, *, rows: int = 0, **fields: object) -> None:
        super().__init__(template, **fields)
        self.rows = rows


def table_rows(
    path: Path, text_column: str | None, on_choice: Callable[[Message], None] = lambda _: None
) -> Iterator[Row]:
    """Yield the rows of a table, and say which columns were chosen; the text's by name if it is None."""
    records = _parquet_records if path.suffix.lower() == ".parquet" else _csv_records
    number = 0
    try:
        for record in records(path, text_column, on_choice):
            number += 1
            if isinstance(record, str):
                yield Row(number, "", fault=f"Row {number} of {path.name} {record}.")
            else:
                facts = ((name, _words(fact)) for name, fact in record.items() if name != _TEXT)
                yield Row(number, _words(record[_TEXT]), tuple((name, fact) for name, fact in facts if fact))
    except TableError:
        raise
    except Exception as err:  # pyarrow has errors of many kinds for what is no table
        raise TableError(
            "The table {name} cannot be read after row {number} ({why}); correct it there, or save it again."
            if number
            else "The table {name} cannot be read ({why}); save it again.",
            name=path.name,
            number=number,
            why=one_line(err),
            rows=number,
        ) from err
    if not number:
        raise TableError(
            "The table {name} has no row with an article; move it out of the folder, or save it again.",
            name=path.name,
        )


# The values of a row by what they are, the text first; or what is wrong with it.
_Records = Iterator[dict[str, Any] | str]


def _csv_records(path: Path, text_column: str | None, on_choice: Callable[[Message], None]) -> _Records:
    # A broken character here and there is shown as one, as in a text file.
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        delimiter, skipped = _delimiter(file, text_column)
        file.seek(0)
        for _ in range(skipped):
            file.readline(_MOST)
        rows = _csv_rows(file, delimiter)
        names = next(rows, [])
        if isinstance(names, str):
            raise TableError(
                "The first row of {name}, with the names of the columns, {what}.", name=path.name, what=names
            )
        columns = _columns(path, names, text_column, on_choice)
        places = [(what, names.index(name)) for what, name in columns.items()]
        for row in rows:
            if isinstance(row, str):
                yield row
            elif len(row) > len(names):
                yield f"has {len(row)} fields and not {len(names)}; put the text between quotes"
            else:
                yield {what: row[place] if place < len(row) else "" for what, place in places}


def _delimiter(file: IO[str], text_column: str | None) -> tuple[str, int]:
    """Tell what parts the columns by the row of their names, and how many lines stand above it."""
    lines = (file.readline(_SAMPLE) for _ in range(_BLANK_LINES))
    at, line = next(((at, line) for at, line in enumerate(lines) if line.strip()), (0, ""))
    # Excel writes it so.
    if stated := re.fullmatch(r"\ufeff?sep=(.)\s*", line):
        return stated[1], at + 1

    def known(delimiter: str) -> tuple[bool, int, int]:
        try:
            names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            return False, 0, 0
        return text_column in names, known_columns(names), len(names)

    return max(_DELIMITERS, key=known), 0


def _csv_rows(file: IO[str], delimiter: str) -> Iterator[list[str] | str]:
    """Yield the rows of a CSV file that are not blank; of a broken one, what is wrong with it."""
    lines = (line.replace("\0", "\ufffd") for line in iter(lambda: file.readline(_MOST), ""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        limit = csv.field_size_limit(_MOST)  # the limit is everyone's in this process
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as err:
            where = f"in the lines {line} to {reader.line_num}"
            yield f"is broken ({err} {where}); look for a quote too many there"
            continue
        finally:
            csv.field_size_limit(limit)
        if row:
            yield row


def _encoding(path: Path) -> str:
    """Tell the encoding of a CSV file from how it begins."""
    with path.open("rb") as opened:
        sample = opened.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(sample) == _SAMPLE:
        # What is cut off in the middle of a character would look like damage.
        sample = sample if b"\0" in sample else sample[: sample.rfind(b"\n") + 1] or sample
    text = decode_bytes(sample, path.name)
    names = ("utf-8-sig", "utf-8", "gb18030", "big5hkscs", "utf_16_le", "utf_16_be")
    read = {name: sample.decode(name, "replace").replace("\0", "\ufffd") for name in names}
    if same := next((name for name in names if read[name] == text), None):
        return same
    characters = Counter(text)  # a damaged one is mended by decode_bytes
    return max(names, key=lambda name: (Counter(read[name]) & characters).total())


def _parquet_records(path: Path, text_column: str | None, on_choice: Callable[[Message], None]) -> _Records:
    with parquet.ParquetFile(path) as file:
        schema = file.schema_arrow
        columns = _columns(path, schema.names, text_column, on_choice)
        if not _is_text(kind := schema.field(columns[_TEXT]).type):
            raise TableError(
                "The column {column} of {name} holds no text, but {kind!s:.60}; name another with "
                "--text-column.",
                column=columns[_TEXT],
                name=path.name,
                kind=kind,
            )
    names = list(columns.values())
    # A text that stands in many rows is unpacked once.
    with parquet.ParquetFile(path, read_dictionary=names[:1]) as file:
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(batch_size=_SLICE, row_groups=[group], columns=names):
                for cells in zip(*(batch.column(name) for name in names), strict=True):
                    yield _parquet_record(columns, cells)


def _parquet_record(columns: dict[str, str], cells: tuple[Any, ...]) -> dict[str, Any] | str:
    values: dict[str, Any] = {}
    for (what, name), cell in zip(columns.items(), cells, strict=True):
        try:
            values[what] = cell.as_py()
        except (ValueError, OverflowError) as err:  # bytes that are no UTF-8, a date beyond those of Python
            return f"cannot be read in its column {name} ({' '.join(str(err).split()):.100}); save it again"
    return values


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if types.is_dictionary(kind) else kind
    return any(is_kind(kind) for is_kind in (types.is_string, types.is_large_string, types.is_null))


def _columns(
    path: Path, names: list[str], text_column: str | None, on_choice: Callable[[Message], None]
) -> dict[str, str]:
    """Return the columns that are read by what they hold, that of the text first."""
    if not names:
        raise TableError(
            "The table {name} is empty; move it out of the folder, or save it again.", name=path.name
        )
    found = find_columns(names, text_column)
    if found is None or found.text not in names:
        raise TableError(
            "{name} has no column {column!r}, only {names}; name the one with the text with --text-column."
            if text_column
            else "No column of {name} has a name that says that it holds the text, only {names}; name it "
            "with --text-column.",
            name=path.name,
            column=text_column or "",
            names=", ".join(names)[:200],
        )
    if names.count(found.text) > 1:
        raise TableError(
            "{name} has several columns {column!r}; give each a name of its own.",
            name=path.name,
            column=found.text,
        )
    on_choice(Message("{table}: {choice}.", table=path.name, choice=found.said))
    return {_TEXT: found.text, **dict(found.facts)}


def _words(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return value if isinstance(value, str) else str(value)


def row_facts(row: Row) -> tuple[Metadata, str | None]:
    """Read the facts of a row, and remark on those that are none: they are left out, the article is not.

    >>> facts, remark = row_facts(Row(1, "…", (("published", "2022年2月15日"), ("url", "n/a"))))
    >>> facts.published.isoformat(), remark
    ('2022-02-15T00:00:00', "url 'n/a' is not the address of a web page")
    """
    given = dict(row.facts)
    published, url = recorded_moment(given.get("published")), web_address(given.get("url"))
    remarks = []
    if given.get("published") and published is None:
        remarks.append(f"published {given['published']!r:.60} is no date")
    if given.get("url") and url is None:
        remarks.append(f"url {given['url']!r:.60} is not the address of a web page")
    title, place, paper = (
        " ".join(given.get(name, "").split()) or None for name in ("title", "place", "paper")
    )
    paper = None if web_address(paper) else paper  # a column 来源 may hold addresses
    facts = Metadata(title=title, published=published, place=place, paper=paper, url=url)
    return facts, "; ".join(remarks) or None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read: of the text, of each fact there is, and a sentence about it."""

    text: str
    facts: tuple[tuple[str, str], ...]
    said: Translatable


def _key(name: str) -> str:
    """Write the name of a column as the vocabulary does: 发布 日期, PublishDate, 發布日期(本地)."""
    return _BESIDE.sub("", script.fold(name).lower().strip())


def known_columns(names: Sequence[str]) -> int:
    """Count the names that say what is in their columns.

    >>> known_columns(["標題", "Publish_Date", "全文", "x"])
    3
    """
    known = {word for what in ("text", *FACTS) for word in vocabulary.words("readers", "columns", what)}
    return sum(_key(name) in known for name in names)


def _candidates(what: str, names: Sequence[str]) -> list[str]:
    """Return the columns that may hold something, the best first, each name once."""
    order = {word: at for at, word in enumerate(vocabulary.words("readers", "columns", what))}
    found = [name for name in dict.fromkeys(names) if _key(name) in order]
    return sorted(found, key=lambda name: order[_key(name)])


def find_columns(names: Sequence[str], text_column: str | None = None) -> Columns | None:
    """Choose the columns of a table by their names; None if no column is called as one with a text is.

    >>> found = find_columns(["標題", "日期", "發布時間", "正文"])
    >>> found.text, dict(found.facts)["published"]
    ('正文', '發布時間')
    >>> print(found.said)
    text from 正文, title from 標題, published from 發布時間 (not 日期)
    """
    texts = [text_column] if text_column else _candidates("text", names)
    if not texts:
        return None
    facts = []
    said = [_chosen("text", texts)]
    for what in FACTS:
        # Of two columns of one name nobody can say which is meant.
        found = [name for name in _candidates(what, names) if name != texts[0] and names.count(name) == 1]
        if found:
            facts.append((what, found[0]))
            said.append(_chosen(what, found))
    return Columns(texts[0], tuple(facts), Listed(said))


def _chosen(what: str, found: Sequence[str]) -> Message:
    return Message(
        "{fact} from {column} (not {others})" if len(found) > 1 else "{fact} from {column}",
        fact=Message(what),
        column=found[0],
        others=Listed(found[1:]),
    )
