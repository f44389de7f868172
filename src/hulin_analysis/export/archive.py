"""Archives (.xlsx, .docx) of which two runs give the same bytes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from lxml import etree

from hulin_analysis.errors import DataError

_TERMS = "{http://purl.org/dc/terms/}"


def stamp(about: Mapping[str, str | None]) -> datetime:
    """Return the date that a file carries inside: one that does not change from run to run.

    ``SOURCE_DATE_EPOCH`` if it is set, else the day of publication, else the first day an archive can name.

    >>> stamp({"published": "2022-02-15T08:59:00"}).isoformat()
    '2022-02-15T08:59:00+00:00'
    """
    first = datetime(1980, 1, 1, tzinfo=UTC)
    if told := source_date():
        return max(first, told)
    published = about.get("published")
    return max(first, datetime.fromisoformat(published).replace(tzinfo=UTC)) if published else first


def source_date() -> datetime | None:
    """Return the moment that ``SOURCE_DATE_EPOCH`` names, in UTC, for whoever builds reproducibly."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as err:
        raise DataError(
            "SOURCE_DATE_EPOCH is {epoch!r}; set it to a number of seconds since 1970, or unset it.",
            epoch=epoch,
        ) from err


def settle_archive(archive: bytes, when: datetime, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Rewrite a zip archive (.xlsx, .docx) so that equal contents are equal bytes.

    >>> import io, zipfile
    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as opened:
    ...     opened.writestr("a.txt", "text")
    >>> settled = settle_archive(made.getvalue(), stamp({}))
    >>> zipfile.ZipFile(io.BytesIO(settled)).getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """
    replaced = dict(parts or {})
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in dict.fromkeys([*source.namelist(), *replaced]):
            content = replaced[name] if name in replaced else source.read(name)
            if name == "docProps/core.xml":
                content = _dated(content, date)
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system: zipfile writes the maker's system into the entry otherwise.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, content)
    return settled.getvalue()


def _dated(properties: bytes, date: str) -> bytes:
    root = etree.fromstring(properties)
    for one in root.iter(f"{_TERMS}created", f"{_TERMS}modified"):
        one.text = date
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
