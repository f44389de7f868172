"""What holds of every row of a metrics frame, whoever wrote it: its offsets and its numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hulin_analysis.errors import DataError
from hulin_analysis.messages import Message

#: The columns in which an empty text says that there is none; everywhere else what is not known is ``<NA>``.
EMPTY_MEANS_NONE = frozenset({"unit", "indicator", "section", "sentence", "note", "quote"})


def expect_rows(frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return a frame whose rows can be true; refuse the first one that cannot.

    >>> import hulin_analysis as ha
    >>> expect_rows(ha.load_metrics().assign(start=-1), "metrics.csv")
    Traceback (most recent call last):
    hulin_analysis.errors.DataError: metrics.csv, row q5-1: start is -1, and an offset is 0 or more; \
make the table again with hulin extract.
    """
    start, end, sentence = frame["start"], frame["end"], frame["sentence_start"]
    length = frame["quote"].str.len()
    keys = frame[[name for name in ("document", "id") if name in frame]]
    value, low, high = (pd.to_numeric(frame[name], errors="coerce") for name in ("value", "low", "high"))
    faults = (
        ("id", frame["id"].isna(), Message("every row has an id")),
        ("id", frame["id"].notna() & keys.duplicated(), Message("no two rows have one id")),
        ("start", start < 0, Message("an offset is 0 or more")),
        ("end", end <= start, Message("it is behind start")),
        ("sentence_start", sentence < 0, Message("an offset is 0 or more")),
        ("end", end - start != length, Message("the quote has as many characters from start")),
        *((str(one.name), np.isinf(one), Message("a number is finite")) for one in (value, low, high)),
        ("low", low > high, Message("it is not above high")),
        ("value", value.notna() & low.notna(), Message("a row has a value or a range")),
    )
    for column, wrong, rule in faults:
        if (found := frame[wrong.fillna(True)]).empty:
            continue
        raise DataError(
            "{where}, row {id}: {column} is {given}, and {rule}; make the table again with hulin extract.",
            where=where,
            id=found["id"].iloc[0],
            column=column,
            given=found[column].iloc[0],
            rule=rule,
        )
    return frame
