"""Pandoc's tree: the few nodes a report is made of, walks over them, and the tree written as a document.

Text goes into a tree as text: each writer escapes it for its own format, so that nothing of an article is
ever read as markup.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hulin_analysis.errors import ReportError, one_line
from hulin_analysis.messages import Message

Node = dict[str, Any]
Cell = list[Any]


def text(words: str) -> list[Node]:
    """Write a text as inlines; line ends become line breaks.

    >>> text("6.7%")
    [{'t': 'Str', 'c': '6.7%'}]
    """
    inlines: list[Node] = []
    for line in words.split("\n"):
        inlines += [{"t": "LineBreak"}] if inlines else []
        inlines += [{"t": "Str", "c": line}] if line else []
    return inlines


def strong(words: str) -> Node:
    """Set a text in bold."""
    return {"t": "Strong", "c": text(words)}


def superscript(words: str) -> Node:
    """Set a text above the line."""
    return {"t": "Superscript", "c": text(words)}


def link(url: str, inlines: Sequence[Node]) -> Node:
    """Make a link; an address that begins with # leads to an id of the document."""
    return {"t": "Link", "c": [["", [], []], list(inlines), [url, ""]]}


def span(inlines: Sequence[Node], *, id: str = "", classes: Sequence[str] = ()) -> Node:
    """Mark a stretch of text with an id or classes."""
    return {"t": "Span", "c": [[id, list(classes), []], list(inlines)]}


def para(*inlines: Node) -> Node:
    """Make a paragraph."""
    return {"t": "Para", "c": list(inlines)}


def note(*inlines: Node) -> Node:
    """Make a paragraph in small type under what it is about."""
    return {"t": "Div", "c": [["", ["note"], []], [para(*inlines)]]}


def header(level: int, words: str) -> Node:
    """Make a heading; the document gives it its id."""
    return {"t": "Header", "c": [level, ["", [], []], text(words)]}


def figure(picture: str, alt: str, caption: str) -> Node:
    """Show a picture with its alternative text and caption; the document gives it number and size."""
    image = {"t": "Image", "c": [["", [], []], text(alt), [picture, ""]]}
    return {
        "t": "Figure",
        "c": [
            ["", [], []],
            [None, [{"t": "Plain", "c": text(caption)}]],
            [{"t": "Plain", "c": [image]}],
        ],
    }


def bullets(items: Sequence[Sequence[Node]]) -> Node:
    """Make a list of short paragraphs."""
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": list(item)}] for item in items]}


def table_cell(
    inlines: Sequence[Node], *, align: str = "AlignDefault", rows: int = 1, columns: int = 1
) -> Cell:
    """Make the cell of a table."""
    blocks = [{"t": "Plain", "c": list(inlines)}] if inlines else []
    return [["", [], []], {"t": align}, rows, columns, blocks]


def table_row(cells: Iterable[Cell]) -> Cell:
    """Make the row of a table."""
    return [["", [], []], list(cells)]


def table(
    columns: Iterable[tuple[str, float]], head: Sequence[Cell], body: Sequence[Cell],
    caption: Sequence[Node] = (), /, *, classes: Sequence[str] = (), labels: int = 0, **attributes: str,
) -> Node:  # fmt: skip
    """Make a table, of columns with alignment and share of the width; the first `labels` name their rows."""
    return {
        "t": "Table",
        "c": [
            ["", list(classes), [list(pair) for pair in attributes.items()]],
            [None, [{"t": "Plain", "c": list(caption)}] if caption else []],
            [[{"t": align}, {"t": "ColWidth", "c": share}] for align, share in columns],
            [["", [], []], list(head)],
            [[["", [], []], labels, [], list(body)]],
            [["", [], []], []],
        ],
    }


#: Templates, style sheet, and the parts of Word's reference document.
ASSETS = files("hulin_analysis.report") / "assets"
#: How many levels of headings the table of contents lists.
DEPTH = 2
#: Where a picture ``media/name.png`` has a better form for a writer, it stands beside it with this ending.
PRINTED = {".png": ".print.png", ".pdf": ".print.pdf", "shapes": ".print.svg"}


def transform(document: Node, rule: Callable[[Node], Node]) -> Node:
    """Rewrite every node of a document, the inner ones first; the document itself stays as it is."""

    def visit(node: Any) -> Any:
        if isinstance(node, list):
            return [visit(child) for child in node]
        if isinstance(node, dict):
            visited = {key: visit(child) for key, child in node.items()}
            return rule(visited) if "t" in visited else visited
        return node

    rewritten: Node = visit(document)
    return rewritten


def take_printed(image: Node, work: Path, suffix: str) -> None:
    """Take the form of a picture that is made for print, where there is one."""
    source = Path(image["c"][2][0]).with_suffix(PRINTED[suffix])
    if (work / source).is_file():
        image["c"][2][0] = source.as_posix()


def table_size(table: Node) -> str:
    """Return the type size that the table was laid out for, in points."""
    return str(dict(table["c"][0][2]).get("size", "9"))


def is_number(node: Node) -> bool:
    """Tell whether a node is the number of a figure or a table."""
    return node["t"] == "Span" and "number" in node["c"][0][1]


def is_piece(node: Node) -> bool:
    """Tell whether a node says which piece of a figure it is: 2/3."""
    return node["t"] == "Span" and "piece" in node["c"][0][1]


@cache
def api_version() -> list[int]:
    """Return the version of the trees that pandoc reads."""
    # Not at the top: pandoc comes with an extra.
    import pypandoc

    try:
        read = pypandoc.convert_text("", "json", format="markdown")
    except (RuntimeError, OSError) as err:
        raise _failure(Message("be run"), err) from err
    version: list[int] = json.loads(read)["pandoc-api-version"]
    return version


def write_document(tree: Node, target: str, path: Path, arguments: Sequence[str], work: Path) -> None:
    """Let pandoc write a tree to a file, from the folder that the tree names its pictures in."""
    import pypandoc

    # Pandoc reads names in the encoding of the locale, which under LC_ALL=C has no Chinese: it is given names
    # relative to the folder of work, and the document comes back through a pipe.
    command = [pypandoc.get_pandoc_path(), "--from=json", f"--to={target}", "--output=-", *arguments]
    try:
        done = subprocess.run(command, input=json.dumps(tree).encode(), capture_output=True, cwd=work)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))
        path.write_bytes(done.stdout)
    except (RuntimeError, OSError) as err:
        raise _failure(Message("write {name}", name=path.name), err) from err


def _failure(task: Message, err: Exception) -> ReportError:
    return ReportError(
        "pandoc cannot {task} ({why}); install pypandoc-binary again, or free some disk space.",
        task=task,
        why=one_line(err),
    )


def in_text(id: str) -> str:
    """Name the place of a number in the text."""
    return f"n-{id}"


def in_table(id: str) -> str:
    """Name the row of a number in the table of quantities."""
    return f"t-{id}"


def in_quotes(id: str) -> str:
    """Name the place of a number among the quotes of the brief."""
    return f"c-{id}"


def rows_of(table: Node) -> Iterator[list[Any]]:
    """Yield the rows of a table node, those of head and foot included; ``row[1]`` are the cells."""
    _, _, _, head, bodies, foot = table["c"]
    yield from head[1]
    for body in bodies:
        yield from [*body[2], *body[3]]
    yield from foot[1]


def words_of(node: Any) -> str:
    """Return the words of a node, or of a list of nodes, without their marks.

    >>> words_of([{"t": "Strong", "c": [{"t": "Str", "c": "虎林"}]}, {"t": "Space"}, {"t": "Str", "c": "市"}])
    '虎林 市'
    """
    return "".join(_pieces(node)).strip()


def _pieces(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _pieces(child)
    elif isinstance(node, dict):
        kind = node["t"]
        if kind in ("Str", "Code", "Math", "CodeBlock"):
            yield node["c"] if isinstance(node["c"], str) else node["c"][-1]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind not in ("RawInline", "RawBlock"):
            yield from _pieces(node.get("c", []))


def page_of(picture: Path, number: int) -> Path:
    """Name the picture of a chart's page."""
    return picture if number == 1 else picture.with_name(f"{picture.stem}.{number}{picture.suffix}")
