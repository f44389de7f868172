"""A corpus that is there: its tables as pandas frames, filtered where they lie, as Dask frames, or by SQL."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset

from hulin_analysis.corpus.commits import Damage, Part, open_store
from hulin_analysis.corpus.sql import answer
from hulin_analysis.corpus.store import damages, part_file
from hulin_analysis.corpus.table_types import (
    arrow_schema,
    arrow_table,
    frame_of,
    part_frame,
    require_corpus,
)
from hulin_analysis.errors import DataError, choose, expect
from hulin_analysis.messages import Message
from hulin_analysis.readable import ReadableFrame
from hulin_analysis.times.typed_period import asked_periods

if TYPE_CHECKING:
    import dask.dataframe as dd

Table = Literal["quantities", "ledger", "documents", "errors"]
Wanted = str | Iterable[str] | None
Times = int | str | Iterable[int | str] | None


@dataclass(frozen=True)
class Corpus:
    """The corpus of many articles: four tables, read from disk when they are asked for.

    Attributes
    ----------
    folder : Path
        Where it lies.
    source : str
        The folder of the articles.
    rules : str
        The version of the rules it was made by.
    complete : bool
        Whether the last run came to its end.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib
    >>> ha.Corpus(pathlib.Path("corpus"), "articles", "1", True, ()).parts
    ()
    """

    folder: Path
    source: str
    rules: str
    complete: bool
    _parts: tuple[Part, ...] = field(repr=False)
    _whole: set[str] = field(default_factory=set, repr=False, compare=False)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a document: where it is, what it says of itself, how many numbers it states."""
        return self._read("documents", {})

    @cached_property
    def errors(self) -> pd.DataFrame:
        """One row an input that could not be read, with the reason."""
        return self._read("errors", {})

    def quantities(
        self,
        *,
        indicator_id: Wanted = None,
        indicator: Wanted = None,
        change: Wanted = None,
        period: Times = None,
        place: Wanted = None,
    ) -> pd.DataFrame:
        """Read the quantities, all or those that are wanted; the others are not taken into memory.

        Parameters
        ----------
        indicator_id, indicator, change : str or iterable of str, optional
            What stands in that column, each letter for letter; of several any.
        period : int, str or iterable of these, optional
            The period: a year (2025), as the frames write it (``2025-01/2025-06``) or as a text does.
        place : str or iterable of str, optional
            The place of the document, letter for letter.

        Returns
        -------
        DataFrame
            The columns of ``ha.extract`` behind those of the document.

        Raises
        ------
        DataError
            If a file of the corpus is missing or damaged, or the period is no time.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = pathlib.Path(folder, "a.txt").write_text("去年甲市新建學校3所。", encoding="utf-8")
        ...     corpus = ha.build_corpus(folder, pathlib.Path(folder, "corpus"), workers=0)
        ...     corpus.quantities(change="none")[["document", "quote", "period"]].values.tolist()
        [['a.txt', '3所', <NA>]]
        """
        wanted = {
            "indicator_id": indicator_id,
            "indicator": indicator,
            "change": change,
            "period": asked_periods(period, "corpus.quantities(period={})"),
            "place": place,
        }
        return self._read("quantities", wanted)

    def ledger(self, *, document: Wanted = None, reason: Wanted = None) -> pd.DataFrame:
        """Read the ledger, all of it or of some documents or reasons.

        Parameters
        ----------
        document, reason : str or iterable of str, optional
            What stands in that column.

        Returns
        -------
        DataFrame
            The columns of ``ha.ledger`` behind ``document``.

        Raises
        ------
        DataError
            If a file of the corpus is missing or damaged.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = pathlib.Path(folder, "a.txt").write_text("2021年甲市新建學校3所。", encoding="utf-8")
        ...     corpus = ha.build_corpus(folder, pathlib.Path(folder, "corpus"), workers=0)
        ...     corpus.ledger(document="a.txt")["reason"].tolist()
        ['date']
        """
        return self._read("ledger", {"document": document, "reason": reason})

    def _read(self, table: Table, wanted: Mapping[str, Wanted]) -> pd.DataFrame:
        """Read a table, or those of its rows that have one of the wanted words in each column named."""
        condition: Any = None
        for column, values in wanted.items():
            if values is not None:
                given = [values] if isinstance(values, str) else list(values)
                clause = pc.field(column).isin(pa.array(given, type=pa.string()))
                condition = clause if condition is None else condition & clause
        self._expect_whole([table])
        rows = dataset.dataset(self.files(table), schema=arrow_schema(table), format="parquet")
        frame = ReadableFrame(frame_of(table, rows.to_table(filter=condition)))
        frame.attrs["corpus"] = str(self.folder)
        return frame

    def _expect_whole(self, tables: Iterable[str]) -> None:
        """Refuse damaged files: each is looked at once, before it is read."""
        for table in tables:
            if table not in self._whole:
                for damage in damages(self.folder, self._parts, [table]):
                    raise self._refusal(damage)
                self._whole.add(table)

    def _refusal(self, damage: Damage) -> DataError:
        _, now = open_store(self.folder)
        if damage.part not in {part.name for part in now}:
            return DataError(
                "The corpus {folder} has changed since it was loaded; load it again.", folder=self.folder
            )
        return DataError(damage.sentence(self.folder, self.source))

    def check(self) -> list[str]:
        """Compare every file with its digest.

        Returns
        -------
        list of str
            A sentence for each that is damaged or missing, with the command that mends it.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib
        >>> corpus = ha.Corpus(pathlib.Path("corpus"), "articles", "1", True, ())
        >>> corpus.check()
        []
        """
        found = damages(self.folder, self._parts)
        return [str(damage.sentence(self.folder, self.source)) for damage in found]

    def query(self, sql: str) -> pd.DataFrame:
        """Answer a SELECT on the tables quantities, ledger, documents and errors.

        Parameters
        ----------
        sql : str
            One SELECT in the dialect of DuckDB (DESCRIBE, SHOW and SUMMARIZE too).

        Returns
        -------
        DataFrame
            The rows.

        Raises
        ------
        DataError
            If it is another statement, or cannot be answered; the message is DuckDB's.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = pathlib.Path(folder, "a.txt").write_text("去年甲市新建學校3所。", encoding="utf-8")
        ...     corpus = ha.build_corpus(folder, pathlib.Path(folder, "corpus"), workers=0)
        ...     corpus.query("SELECT unit, count(*) AS n FROM quantities GROUP BY unit").values.tolist()
        [['所', 1]]
        """
        frame: pd.DataFrame = answer(self.folder, self._files(), sql, self._expect_whole)
        frame.attrs["corpus"] = str(self.folder)
        return frame

    def dask(self, table: Table) -> dd.DataFrame:
        """Give a table as a Dask frame, for what does not fit into memory.

        Parameters
        ----------
        table : {"quantities", "ledger", "documents", "errors"}
            Which.

        Returns
        -------
        dask.dataframe.DataFrame
            One partition a part, nothing of it read yet.

        Raises
        ------
        DataError
            If there is no such table.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib
        >>> corpus = ha.Corpus(pathlib.Path("corpus"), "articles", "1", True, ())
        >>> int(corpus.dask("quantities")["value"].sum().compute())
        0
        """
        import dask.dataframe as dd

        chosen = self._expect(table)
        self._expect_whole([chosen])
        empty = frame_of(table, arrow_table(table, []))
        if not self.parts:
            frame: dd.DataFrame = dd.from_pandas(empty, npartitions=1)
            return frame
        # Not dd.read_parquet: to it [a] and * in the path of a corpus are patterns of other paths.
        frame = dd.from_map(part_frame, self.files(chosen), table=chosen, meta=empty)
        return frame

    def files(self, table: Table) -> list[str]:
        """List the Parquet files of a table, for any program that reads such files.

        Parameters
        ----------
        table : {"quantities", "ledger", "documents", "errors"}
            Which.

        Returns
        -------
        list of str
            Their paths.

        Raises
        ------
        DataError
            If there is no such table.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib
        >>> corpus = ha.Corpus(pathlib.Path("corpus"), "articles", "1", True, ())
        >>> corpus.files("quantities")
        []
        """
        return [str(part_file(self.folder, self._expect(table), part)) for part in self.parts]

    def count(self, table: Table) -> int:
        """Count the rows of a table, as its files had them when they were written.

        Parameters
        ----------
        table : {"quantities", "ledger", "documents", "errors"}
            Which.

        Returns
        -------
        int
            How many there are.

        Raises
        ------
        DataError
            If there is no such table.

        Examples
        --------
        >>> import hulin_analysis as ha
        >>> import pathlib
        >>> corpus = ha.Corpus(pathlib.Path("corpus"), "articles", "1", True, ())
        >>> corpus.count("documents")
        0
        """
        return sum(part.files[self._expect(table)][0] for part in self._parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the files it lies in."""
        return tuple(part.name for part in self._parts)

    def _files(self) -> dict[str, list[str]]:
        return {table: self.files(table) for table in get_args(Table)}

    @staticmethod
    def _expect(table: Table) -> Table:
        return choose(table, get_args(Table), "table of a corpus", "table", DataError)


def load_corpus(folder: str | os.PathLike[str]) -> Corpus:
    """Open the corpus that ``hulin corpus`` or ``ha.build_corpus`` has made; tables are read when asked for.

    Parameters
    ----------
    folder : str or path-like
        The output of that command.

    Returns
    -------
    Corpus
        With ``quantities()``, ``ledger()``, ``documents`` and ``errors`` as pandas frames.

    Raises
    ------
    DataError
        If the folder is no corpus, or a file of it is damaged.
    MissingExtraError
        If the extra ``corpus`` is not installed.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.txt").write_text("去年虎林市新建學校3所。", encoding="utf-8")
    ...     _ = ha.build_corpus(folder, pathlib.Path(folder, "corpus"), workers=0)
    ...     ha.load_corpus(pathlib.Path(folder, "corpus")).quantities()["quote"].tolist()
    ['3所']
    """
    needs = Message("ha.load_corpus needs the folder of a corpus")
    expect(folder, (str, os.PathLike), needs, "ha.load_corpus('corpus')", DataError)
    require_corpus()
    path = Path(folder)
    manifest, parts = open_store(path)
    return Corpus(path, manifest.source, manifest.rules, manifest.complete, tuple(parts))


def query_text(corpus: Corpus, sql: str) -> str:
    """Answer a SELECT as a table for a terminal, with the first and last of many rows."""
    return str(answer(corpus.folder, corpus._files(), sql, corpus._expect_whole, as_text=True))
