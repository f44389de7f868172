"""Labels: a frame with its columns and codes in a reader's language. Quotes stay as they are."""

from __future__ import annotations

import pandas as pd

from hulin_analysis import script, vocabulary

__all__ = ["indicators", "label", "meaning"]

# Columns whose codes are given in words, and the table of the vocabulary that has them.
_CODED = ("hedge", "change", "status", "kind", "level", "reason")


def _say(table: str, word: str, lang: str) -> str:
    row = vocabulary.table("labels")[table].get(word)
    if row is None:
        return word
    return str(row["en"]) if lang == "en" else script.convert(str(row["zh"]), lang)


def meaning(column: str, code: str, *, lang: str = "zh-Hant") -> str:
    """Say what a code of a frame means.

    Parameters
    ----------
    column : str
        The column: ``hedge``, ``change``, ``status``, ``kind``, ``level`` or ``reason``.
    code : str
        The code; one that is not known comes back as it is.
    lang : str
        ``zh-Hant``, ``zh-Hans`` or ``en``.

    Examples
    --------
    >>> meaning("hedge", "over"), meaning("reason", "date", lang="en")
    ('至少', 'a date, a year or a time of day')
    """
    return _say(column, code, lang)


def indicators() -> pd.DataFrame:
    """List the statistical indicators that ``indicator_id`` may name.

    Returns
    -------
    DataFrame
        By id: ``simplified`` and ``traditional`` (the usual name in either script), ``aliases`` (the other
        names, simplified, joined by 、), ``english`` (as the National Bureau of Statistics translates it),
        ``unit`` (of the level, without scale word; empty for an index) and ``note``.

    Examples
    --------
    >>> table = indicators()
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


def label(frame: pd.DataFrame, *, lang: str = "zh-Hant") -> pd.DataFrame:
    """Give a frame to a reader: columns and codes in words, empty cells empty.

    Parameters
    ----------
    frame : DataFrame
        Any frame of the package, or some of its columns; columns of other names are left alone.
    lang : str
        ``zh-Hant``, ``zh-Hans`` or ``en``.

    Returns
    -------
    DataFrame
        A copy to be shown, not to be reckoned with: numbers stay numbers, but where a column has gaps
        they are empty strings. With an ``id`` column, that is the index.

    Examples
    --------
    >>> from hulin_analysis.frames import load_metrics
    >>> label(load_metrics().loc[[1], ["id", "quote", "hedge", "status"]])
           原文  分寸  狀態
    編號
    q7-1  1500余場  至少  實際
    """
    shown = frame.copy()
    for column in shown.columns.intersection(list(_CODED)):
        codes = {code: _say(column, code, lang) for code in shown[column].dropna().unique()}
        shown[column] = shown[column].replace(codes)
    for column in shown.columns[shown.isna().any()]:
        shown[column] = shown[column].astype(object).where(shown[column].notna(), "")
    if "id" in shown.columns:
        shown = shown.set_index("id")
        shown.index.name = _say("columns", "id", lang)
    return shown.rename(columns=lambda name: _say("columns", str(name), lang))
