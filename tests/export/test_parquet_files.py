from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from hulin_analysis.article import Article
from hulin_analysis.export import write_table
from hulin_analysis.export.parquet import parquet_bytes
from hulin_analysis.frames import COLUMNS, extract, ledger

ARROW = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64()}


def test_types_are_those_of_the_frame(article: Article) -> None:
    schema = parquet.read_schema(io.BytesIO(parquet_bytes(extract(article))))
    assert {name: schema.field(name).type for name in schema.names} == {
        name: ARROW[dtype] for name, dtype in COLUMNS.items()
    }


def test_the_metadata_says_where_the_article_is_from(article: Article) -> None:
    schema = parquet.read_schema(io.BytesIO(parquet_bytes(extract(article))))
    assert json.loads(schema.metadata[b"article"]) == article.metadata()


@pytest.mark.parametrize("make", [extract, ledger])
def test_a_frame_comes_back_with_all_it_says_of_itself(article: Article, make: object) -> None:
    frame = make(article)  # type: ignore[operator]
    written = io.BytesIO()
    write_table(frame, "parquet", written)
    back = pd.read_parquet(io.BytesIO(written.getvalue()))
    pd.testing.assert_frame_equal(back, frame)
    assert back.attrs == frame.attrs


def test_what_is_missing_is_null() -> None:
    frame = pd.DataFrame({"a": pd.array(["x", None], dtype="string"), "b": [float("nan"), 1.5]})
    table = parquet.read_table(io.BytesIO(parquet_bytes(frame)))
    assert table.to_pydict() == {"a": ["x", None], "b": [None, 1.5]}
