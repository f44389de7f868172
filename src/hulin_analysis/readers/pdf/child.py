"""The process that opens a PDF: it asks pdfium for characters and rules, and writes them as lines of JSON.

It is run by its path, on its own, and imports nothing of this package: it starts in a tenth of a second, and
a file that makes pdfium hang, take all memory or crash ends this process and no other.
:mod:`hulin_analysis.readers.pdf.process` starts it and says what it wants.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_INVISIBLE = 3
_BOLD_WEIGHT = 600
_FORCED_BOLD = 1 << 18
_FILL_AND_STROKE = 2
_NAME = 256
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Forms stand within forms; deeper than this no file of an honest program does.
_DEEPEST = 8
# Of a path of more points, such as the outline of a map, nothing is a rule of a table.
_MOST_POINTS = 60
_PASSWORD = 4

Matrix = tuple[float, float, float, float, float, float]


class Refused(Exception):
    """A file that is not read; the message is a word that the parent process knows."""


def main() -> None:
    """Read what is wanted and the file from standard input, and write a line a page."""
    asked = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = asked["path"]
    _bound(asked["memory"], asked["seconds"])
    try:
        for page in pages_of(sys.stdin.buffer.read(), asked["pages"], asked["characters"], asked["objects"]):
            _say(page)
        _say({"end": True})
    except Refused as refused:
        _say({"refused": str(refused)})


def _say(what: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(what, separators=(",", ":")).encode("ascii") + b"\n")


def _bound(memory: int, seconds: int) -> None:
    """Bound what this process may take, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (OSError, ValueError):
            continue


def pages_of(
    data: bytes, most_pages: int, most_characters: int, most_objects: int
) -> Iterator[dict[str, Any]]:
    """Yield what stands on each page of a PDF."""
    import pypdfium2_raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused("password" if pdfium.FPDF_GetLastError() == _PASSWORD else "broken")
    count = pdfium.FPDF_GetPageCount(document)
    if count > most_pages:
        raise Refused("pages")
    left = most_characters
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            yield {"broken": True}
            continue
        shown = characters_of(pdfium, page, left)
        left -= len(shown["style"])
        shown["rules"], shown["areas"], shown["pictures"] = _drawings(pdfium, page, most_objects)
        pdfium.FPDF_ClosePage(page)
        yield shown
    pdfium.FPDF_CloseDocument(document)


def _corner(pdfium: Any, page: Any) -> tuple[float, float, float, float]:
    """Return the left and upper side of a page in its own measure, its width and its height."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, top = min(box.left, box.right), max(box.top, box.bottom)
    return left, top, abs(box.right - box.left), abs(box.top - box.bottom)


def characters_of(pdfium: Any, page: Any, most: int) -> dict[str, Any]:
    """Return the characters of a page, in the order in which the file shows them."""
    west, north, width, height = _corner(pdfium, page)
    text_page = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text_page)
    if count > 2 * most:
        raise Refused("characters")
    shown: dict[str, Any] = {"width": round(width, 2), "height": round(height, 2)}
    shown["turn"] = pdfium.FPDFPage_GetRotation(page) % 4
    codes: list[int] = []
    lefts, tops, rights, bottoms, bases = columns = [list[float]() for _ in range(5)]
    styles: list[int] = []
    known: dict[int | None, int] = {}
    numbers: dict[tuple[Any, ...], int] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for i in range(count):
        # pdfium adds spaces and line ends where it thinks that they belong.
        if pdfium.FPDFText_IsGenerated(text_page, i) == 1:
            continue
        thing = pdfium.FPDFText_GetTextObject(text_page, i)
        address = ctypes.cast(thing, ctypes.c_void_p).value
        if address not in known:
            style = _style(pdfium, text_page, i, thing)
            known[address] = numbers.setdefault(style, len(numbers))
        pdfium.FPDFText_GetLooseCharBox(text_page, i, box)
        pdfium.FPDFText_GetCharOrigin(text_page, i, x, y)
        code = pdfium.FPDFText_GetUnicode(text_page, i)
        if not 32 <= code < 0xD800 and pdfium.FPDFText_HasUnicodeMapError(text_page, i) == 1:
            code = 0xFFFD
        codes.append(code)
        lefts.append(round(box.left - west, 2))
        rights.append(round(box.right - west, 2))
        tops.append(round(north - box.top, 2))
        bottoms.append(round(north - box.bottom, 2))
        bases.append(round(north - y.value, 2))
        styles.append(known[address])
    if len(codes) > most:
        raise Refused("characters")
    pdfium.FPDFText_ClosePage(text_page)
    shown["codes"], shown["style"], shown["styles"] = codes, styles, list(numbers)
    shown["left"], shown["top"], shown["right"], shown["bottom"], shown["base"] = columns
    return shown


def _style(pdfium: Any, text_page: Any, i: int, thing: Any) -> tuple[Any, ...]:
    """Return size, direction, whether it is bold, visible and white, and the name of the font."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, i, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, i) * (math.hypot(matrix.c, matrix.d) or 1.0)
    angle = round(math.degrees(math.atan2(-matrix.b, matrix.a))) % 360
    buffer, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, i, buffer, _NAME, flags)
    font = bytes(buffer.raw[: max(min(length, _NAME) - 1, 0)]).decode("utf-8", "replace")
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    filled = pdfium.FPDFText_GetFillColor(text_page, i, red, green, blue, alpha)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    weight = pdfium.FPDFText_GetFontWeight(text_page, i)
    bold = weight >= _BOLD_WEIGHT or bool(flags.value & _FORCED_BOLD) or mode == _FILL_AND_STROKE
    white = bool(filled) and min(red.value, green.value, blue.value) >= 250
    unseen = mode == _INVISIBLE or (bool(filled) and alpha.value == 0)
    return round(size, 1), angle, bold, unseen, white, font


def _drawings(pdfium: Any, page: Any, most: int) -> tuple[list[list[float]], list[list[float]], float]:
    """Return the straight lines of a page, its filled areas, and which share of it pictures cover."""
    west, north, width, height = _corner(pdfium, page)
    view = 1.0, 0.0, 0.0, -1.0, -west, north
    rules: list[list[float]] = []
    areas: list[list[float]] = []
    pictures = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    stack = [(pdfium.FPDFPage_GetObject(page, i), view, 0) for i in range(min(count, most))]
    seen = 0
    edges = [ctypes.c_float() for _ in range(4)]
    while stack and seen <= most:
        thing, matrix, depth = stack.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(pdfium, thing, matrix, rules, areas)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(thing, *edges)
            left, top, right, bottom = _moved(matrix, *(edge.value for edge in edges))
            across = max(min(right, width) - max(left, 0), 0)
            pictures += across * max(min(bottom, height) - max(top, 0), 0)
            areas.append([round(edge, 2) for edge in (left, top, right, bottom)])
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(pdfium, thing), matrix)
            inside = min(pdfium.FPDFFormObj_CountObjects(thing), most)
            stack += [(pdfium.FPDFFormObj_GetObject(thing, i), inner, depth + 1) for i in range(inside)]
    if seen > most or count > most or len(rules) + len(areas) > most // 10:
        rules, areas = [], []
    return rules, areas, round(pictures / (width * height or 1.0), 3)


def _path(pdfium: Any, thing: Any, outer: Matrix, rules: list[list[float]], areas: list[list[float]]) -> None:
    """Add the straight lines of a path; a filled rectangle is an area, and a thin one a line."""
    count = pdfium.FPDFPath_CountSegments(thing)
    if not 2 <= count <= _MOST_POINTS:
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, mode, stroked)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    own = _times(_matrix(pdfium, thing), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    runs: list[list[tuple[float, float]]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not runs:
            runs.append([])
        runs[-1].append(_point(own, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            runs[-1].append(runs[-1][0])
    pdfium.FPDFPageObj_GetStrokeColor(thing, red, green, blue, alpha)
    drawn = bool(stroked.value) and alpha.value > 0
    if drawn and min(red.value, green.value, blue.value) < 250:
        for run in runs:
            rules += [_edges([a, b]) for a, b in pairwise(run)]
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    if mode.value and alpha.value > 0 and min(red.value, green.value, blue.value) < 250:
        areas += [_edges(run) for run in runs if run]


def _edges(points: list[tuple[float, float]]) -> list[float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return [round(edge, 2) for edge in (min(across), min(down), max(across), max(down))]


def _matrix(pdfium: Any, thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = _point(outer, e, f)
    return (
        outer[0] * a + outer[2] * b,
        outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d,
        outer[1] * c + outer[3] * d,
        x,
        y,
    )


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(matrix: Matrix, left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    (x, y), (u, v) = _point(matrix, left, top), _point(matrix, right, bottom)
    return min(x, u), min(y, v), max(x, u), max(y, v)


if __name__ == "__main__":
    main()
