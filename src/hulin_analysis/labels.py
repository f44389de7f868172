"""Labels: a frame with its columns and codes in a reader's language. Quotes stay as they are."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from hulin_analysis import script, vocabulary
from hulin_analysis.article import suggest_call
from hulin_analysis.errors import DataError, choose, expect
from hulin_analysis.script import Language, LanguageTag

#: Columns whose codes are given in words, and the table of the vocabulary that has them.
Coded = Literal["hedge", "change", "status", "kind", "level", "reason"]
_CODED: tuple[Coded, ...] = get_args(Coded)


def _say(table: str, word: str, lang: Language) -> str:
    row = vocabulary.table("labels")[table].get(word)
    if row is None:
        return word
    return script.written(row, lang)


def meaning(column: Coded, code: str, *, lang: LanguageTag = "zh-Hant") -> str:
    """Say what a code of a frame means.

    Parameters
    ----------
    column : {"hedge", "change", "status", "kind", "level", "reason"}
        The column the code stands in.
    code : str
        The code; one that is not known comes back as it is.
    lang : {"zh-Hant", "zh-Hans", "en"}
        The language to say it in.

    Returns
    -------
    str
        The meaning in words.

    Raises
    ------
    DataError
        If no such column has codes, or there is no such language.

    Notes
    -----
    The words stand in ``vocabulary/labels.toml``.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.meaning("hedge", "over"), ha.meaning("reason", "date", lang="en")
    ('至少', 'a date or a year')
    """
    table = choose(column, _CODED, "column with codes", "column", DataError)
    return _say(table, code, script.language(lang))


def heading(column: str, *, lang: LanguageTag = "zh-Hant") -> str:
    """Say how a column of a frame is called; one that is not known keeps its name.

    >>> heading("hedge"), heading("hedge", lang="en"), heading("mine")
    ('分寸', 'Hedge', 'mine')
    """
    return _say("columns", column, script.language(lang))


def column_meaning(sheet: str, column: str, *, lang: LanguageTag) -> str | None:
    """Say what a column of a sheet means; None in English, in which the package's data says it.

    >>> column_meaning("ledger", "reason", lang="zh-Hans"), column_meaning("metrics", "unit", lang="en")
    ('为什么不算数量', None)
    """
    told = vocabulary.table("labels")["meanings"]
    row = told.get(sheet, {}).get(column) or told["metrics"].get(column)
    return (row and script.written(row, script.language(lang))) or None


def cell_type(name: str, *, lang: LanguageTag) -> str:
    """Say how the type of a column's cells is called."""
    return _say("types", name, script.language(lang))


def sheet_name(sheet: str, *, lang: LanguageTag = "zh-Hant") -> str:
    """Say how a sheet of a workbook is called.

    >>> sheet_name("ledger", lang="zh-Hans"), sheet_name("metrics", lang="en")
    ('其他数字', 'Numbers')
    """
    return _say("sheets", sheet, script.language(lang))


def source_script(frame: pd.DataFrame) -> str | None:
    """Return the script of the article that a frame is of; of several the one that all share.

    >>> source_script(pd.DataFrame({"script": ["hans", "hans"]})), source_script(pd.DataFrame())
    ('hans', None)
    """
    for key in ("article", "comparison"):
        if isinstance(about := frame.attrs.get(key), dict):
            return about.get("script")
    scripts = set(frame["script"].dropna()) if "script" in frame else set()
    return str(scripts.pop()) if len(scripts) == 1 else None


def indicators() -> pd.DataFrame:
    """List the statistical indicators that ``indicator_id`` may name.

    Returns
    -------
    DataFrame
        By ``indicator_id``, all text: ``simplified`` and ``traditional`` (the usual name in either script),
        ``aliases`` (the other names, simplified, joined by 、), ``english``, ``unit`` (of the level, without
        scale word; empty for an index) and ``note`` (what to know before two figures are compared).

    Raises
    ------
    DataError
        If the folder that ``HULIN_VOCABULARY`` names cannot be read.

    Notes
    -----
    The list stands in ``vocabulary/indicators.toml``; the English names are those of the National Bureau of
    Statistics.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> table = ha.indicators()
    >>> table.loc["grp", ["simplified", "traditional", "english"]].tolist()
    ['地区生产总值', '地區生產總值', 'Gross regional product']
    """
    rows = {
        name: {
            "simplified": row.names[0],
            "traditional": script.to_traditional(row.names[0]),
            "aliases": "、".join(row.names[1:]),
            "english": row.english,
            "unit": row.unit,
            "note": row.note,
        }
        for name, row in vocabulary.indicators().items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", dtype="string")
    frame.index.name = "indicator_id"
    return frame


def label(frame: pd.DataFrame, *, lang: LanguageTag | None = None) -> pd.DataFrame:
    """Give a frame to a reader: columns and codes in words, empty cells empty.

    Parameters
    ----------
    frame : DataFrame
        Any frame of the package, or some of its columns; columns of other names are left alone.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        The language of columns and codes; without it, that of the article's script. Quotes stay as they are.

    Returns
    -------
    DataFrame
        A copy to be shown, not to be calculated with: numbers stay numbers, but where a column has gaps
        they are empty strings. With an ``id`` column, that is the index.

    Raises
    ------
    DataError
        If it is given no frame, or there is no such language.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.label(ha.load_metrics().loc[[1], ["id", "quote", "hedge", "status"]])
           原文  分寸  狀態
    編號
    q7-1  1500余場  至少  實際
    """
    typed = f"ha.label(ha.extract({suggest_call(frame)}))"
    expect(frame, pd.DataFrame, "ha.label needs a frame", typed, DataError)
    own = script.language(lang, source_script(frame))
    shown = frame.copy()
    for column in shown.columns.intersection(list(_CODED)):
        codes = {code: _say(column, code, own) for code in shown[column].dropna().unique()}
        shown[column] = shown[column].replace(codes)
    for column in shown.columns[shown.isna().any()]:
        shown[column] = shown[column].astype(object).where(shown[column].notna(), "")
    if "id" in shown.columns:
        shown = shown.set_index("id")
        shown.index.name = _say("columns", "id", own)
    return shown.rename(columns=lambda name: _say("columns", str(name), own))
