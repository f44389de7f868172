"""CSV tables that a spreadsheet may open: what would run as a formula is protected, and read back exactly.

A CSV file has no types: a spreadsheet runs a text that opens with ``=`` as a formula, and a hostile article
may hold one. The file that is made for spreadsheets (it begins with a byte-order mark, without which they
show Chinese as noise) therefore has an apostrophe in front of such a text, as OWASP advises;
:func:`read_table` takes it off again. A file without the mark holds every text as it is.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pandas as pd

from hulin_analysis.errors import DataError, missing_columns, one_line
from hulin_analysis.messages import Message
from hulin_analysis.valid_rows import EMPTY_MEANS_NONE
from hulin_analysis.writable import clean

#: What a file that is made for spreadsheets begins with: the byte-order mark of UTF-8.
MARK = codecs.BOM_UTF8
# Source: OWASP, CSV Injection. East Asian spreadsheets take the full-width signs too.
_OPENING = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NEEDS = re.compile(f"'*{_OPENING.pattern}")
# A number with its sign and unit (-5%, +3.5亿元): shown, never run, and the most frequent text of the kind.
_SIGNED = re.compile(r"[+\-＋－]\d[\d.,]*+[%％]?+[^\x00-\x7f]*+")
_ANEW = Message("make it again with hulin extract, or type ha.extract(article)")


def opens_formula(text: str) -> bool:
    """Say whether one spreadsheet program or another takes a text for a formula.

    >>> opens_formula("=cmd()"), opens_formula("＠SUM(A1)"), opens_formula("1500余場")
    (True, True, False)
    """
    return _OPENING.match(text) is not None


def protect(text: str) -> str:
    """Put an apostrophe before a text that would run as a formula; a signed number stays as it is.

    >>> protect("=cmd()"), protect("-2+cmd|' /C calc'!A0"), protect("-5%"), protect("'=1")
    ("'=cmd()", "'-2+cmd|' /C calc'!A0", '-5%', "''=1")
    """
    return f"'{text}" if _NEEDS.match(text) and not _SIGNED.fullmatch(text) else text


def unprotect(text: str) -> str:
    """Take off the apostrophe that :func:`protect` has put before a text.

    >>> unprotect("'=cmd()"), unprotect("'tis"), unprotect(protect("'=1"))
    ('=cmd()', "'tis", "'=1")
    """
    return text[1:] if text.startswith("'") and _NEEDS.match(text, 1) else text


def read_table(path: Path, columns: dict[str, str]) -> pd.DataFrame:
    """Read a CSV table of this package, with or without a byte-order mark."""
    try:
        with path.open("rb") as opened:
            marked = opened.read(len(MARK)) == MARK
        frame = pd.read_csv(
            path,
            dtype=columns,
            encoding="utf-8-sig",
            # The words NA and null are text like any other.
            keep_default_na=False,
            na_values=[""],
        )
    except FileNotFoundError as err:
        raise DataError(
            "There is no table {name} in the folder {folder}; check the path.",
            name=path.name,
            folder=path.absolute().parent,
        ) from err
    except OSError as err:
        raise DataError(
            "The table {path} cannot be read ({why}); check the path.", path=path, why=one_line(err)
        ) from err
    except (ValueError, pd.errors.ParserError) as err:
        why = " ".join(str(err).split())
        raise DataError(
            "{path} is not a table of this package ({why}); {anew}.", path=path, why=why, anew=_ANEW
        ) from err
    if lacks := missing_columns(columns, frame.columns):
        raise DataError("{path} lacks the {lacks}; {anew}.", path=path, lacks=lacks, anew=_ANEW)
    for name in (name for name, dtype in columns.items() if dtype == "string"):
        if name in EMPTY_MEANS_NONE:
            frame[name] = frame[name].fillna("")
        read = (lambda text: clean(unprotect(text))) if marked else clean
        frame[name] = frame[name].map(read, na_action="ignore").astype("string")
    # Which rows their reader corrected is beside the columns of a table.
    return frame[[*columns, *(name for name in ("corrected",) if name in frame)]]
