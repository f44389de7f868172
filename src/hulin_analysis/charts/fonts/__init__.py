"""The font's files: one family for simplified Chinese and English, one for traditional Chinese.

The first is the static Noto Sans SC Regular in the wheel of `zhplot`, of which only the file is used. The
second is the same file with the forms of Taiwan's standard: this folder has those that differ, and they are
put into a copy once, in Matplotlib's cache. Every advance stays: a line is as wide in one as in the other.

Other fonts of traditional Chinese on PyPI are variable, of which Matplotlib draws the default weight, have
PostScript outlines, which it cannot embed as TrueType, or weigh 27 MB.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import matplotlib as mpl

from hulin_analysis.atomic_write import atomic_write
from hulin_analysis.errors import ChartError

#: The families by name, as SVG files give it.
Family = Literal["Noto Sans SC", "Noto Sans TC"]
SIMPLIFIED: Family = "Noto Sans SC"
TRADITIONAL: Family = "Noto Sans TC"
FAMILIES: tuple[Family, ...] = (SIMPLIFIED, TRADITIONAL)
#: The traditional forms that differ: see ``NOTICE.md`` beside it.
FORMS = Path(__file__).parent / "NotoSansTC-forms.ttf"
_FILE = Path("fonts") / "NotoSansSC-Regular.ttf"
# To be raised when a copy is made in another way: copies that were made before are not used any more.
_MAKING = b"1"


def family_of(lang: str, script: str | None) -> Family:
    """Choose the family of a chart or a document."""
    written = {"zh-Hant": "hant", "zh-Hans": "hans"}.get(lang, script)
    return TRADITIONAL if written == "hant" else SIMPLIFIED


@cache
def font_path(family: Family = SIMPLIFIED) -> Path:
    """Find the file of a family; that of the traditional one is made when it is first asked for."""
    if family == TRADITIONAL:
        return _traditional(font_path(SIMPLIFIED))
    spec = find_spec("zhplot")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    raise ChartError("The Chinese font is missing: pip install 'zhplot>=1.0,<2', which carries its file.")


def _traditional(base: Path) -> Path:
    # Named after what it is made of, in a folder of its own: typst reads every font of a folder.
    parts = hashlib.sha256(_MAKING + FORMS.read_bytes() + base.read_bytes()).hexdigest()[:16]
    path = Path(mpl.get_cachedir()) / "hulin-analysis" / parts / "NotoSansTC-Regular.ttf"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(_with_forms(base), path, "font", ChartError)
    return path


def _with_forms(base: Path) -> bytes:
    """Put the traditional forms in place of the simplified ones, outline by outline, as they are stored."""
    # Not at the top: a picture does without it once the file is made.
    from fontTools.ttLib import TTFont

    font, forms = (
        TTFont(path, recalcBBoxes=False, recalcTimestamp=False, lazy=True) for path in (base, FORMS)
    )
    known = font.getBestCmap()
    for code, name in forms.getBestCmap().items():
        font["glyf"].glyphs[known[code]] = forms["glyf"].glyphs[name]
        for metrics in ("hmtx", "vmtx"):
            font[metrics][known[code]] = forms[metrics][name]
    for limit in ("maxPoints", "maxContours"):
        setattr(font["maxp"], limit, max(getattr(font["maxp"], limit), getattr(forms["maxp"], limit)))
    font["name"] = forms["name"]
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=None)
    return buffer.getvalue()
