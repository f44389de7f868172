"""Frames as Parquet files, with the article they come from in the file's own metadata."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
from pyarrow import parquet


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Write a frame as a Parquet file; what it says of its article goes into the metadata, as JSON."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # pandas keeps text as large_string, with 64-bit offsets, which some readers do not know.
    types = [pa.string() if pa.types.is_large_string(field.type) else field.type for field in table.schema]
    about = json.dumps(frame.attrs.get("article", {}), ensure_ascii=False)
    fields = [field.with_type(kind) for field, kind in zip(table.schema, types, strict=True)]
    schema = pa.schema(fields, metadata={**table.schema.metadata, "article": about})
    written = io.BytesIO()
    parquet.write_table(table.cast(schema), written)
    return written.getvalue()
