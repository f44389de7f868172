"""Make the pages of the site that state facts kept elsewhere: so none is written down, or checked in, twice.

``mkdocs.yml`` names this file as a hook. The notebooks, the README and the list of changes are shown as they
stand; the vocabulary, the columns and the list of public names are set as pages from what the package reads
itself. Last, the Chinese font is cut to the characters that the built pages use.
"""

from __future__ import annotations

import inspect
import logging
import re
import tomllib
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from html import escape
from importlib import import_module
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

import hulin_analysis as ha
from hulin_analysis import frames, package_data, unit_groups, vocabulary
from hulin_analysis.charts.typesetting.font import cut_font, uncovered
from hulin_analysis.codes import Hedge
from hulin_analysis.corpus import schema

ROOT = Path(__file__).resolve().parents[1]
INDICATOR_HEAD = ("Id", "Simplified", "Traditional", "English", "Unit")
#: The constants that docstrings name, and the headings of the columns' page that show them.
CONSTANTS = {
    "COLUMNS": "metrics",
    "CONTEXT_COLUMNS": "context",
    "LEDGER_COLUMNS": "ledger",
    "REASONS": "ledger",
}
# Before the plugins, which take over the notebooks and the Markdown extensions as they find them.
_FIRST = 100
_ROLE = r":(?:attr|class|data|exc|func|meth|mod):`~?([\w.]+)`"
# The characters for which site.css names the font: circled numbers, Chinese and its punctuation.
_HAN = re.compile("[\u2460-\u24ff\u2e80-\uffef]")
_HEADING = re.compile(r'(<h[1-6] id=")[^"]*(">.*?)<a class="anchor-link"[^>]*>¶</a>')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_FETCHES = re.compile(r"<script[^>]*\bsrc=|MathJax|://")
# A constant has no docstring, and is shown all the same.
_CONSTANT = "    options:\n      show_if_no_docstring: true\n"


# -- what mkdocs calls ---------------------------------------------------------------------------------------


@event_priority(_FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages in order, the notebooks as they lie in their folder."""
    config.nav = [
        {"Home": "index.md"},
        {"Notebooks": [f"notebooks/{path.name}" for path in notebooks()]},
        {"Gallery": "gallery.md"},
        {"Vocabulary": "vocabulary.md"},
        {"Columns": "columns.md"},
        {"Reference": "reference.md"},
        {"Changes": "changes.md"},
    ]
    config.markdown_extensions.append(Roles())
    # It reports on loading its dictionary, which is no news.
    logging.getLogger("jieba").setLevel(logging.WARNING)
    return config


@event_priority(_FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not checked in."""
    pages = {
        "index.md": home(),
        "vocabulary.md": vocabulary_page(),
        "columns.md": columns_page(),
        "reference.md": reference_page(),
        "changes.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    }
    for uri, text in pages.items():
        files.append(File.generated(config, uri, content=text))
    for path in notebooks():
        # Not File.generated: mkdocs-jupyter asks a file for its folder.
        uri = path.relative_to(ROOT).as_posix()
        files.append(File(uri, str(ROOT), config.site_dir, config.use_directory_urls))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mend the page of a notebook.

    Its headings get the ids by which its table of contents calls them; those that mkdocs-jupyter writes are
    what Latin letters they have, and Chinese ones have none. What nbconvert would fetch from elsewhere
    (MathJax, Mermaid, widgets) is taken out.
    """
    if not page.file.src_uri.endswith(".ipynb"):
        return html
    listed = _listed(page.toc)
    html = _HEADING.sub(lambda found: f"{found[1]}{next(listed).id}{found[2]}", html)
    return _SCRIPT.sub(lambda script: "" if _FETCHES.search(script[0]) else script[0], html)


def _listed(items: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for item in items:
        yield item
        yield from _listed(item.children)


def on_post_build(config: MkDocsConfig) -> None:
    """Cut the Chinese font to the characters of the pages; ``site.css`` names it."""
    site = Path(config.site_dir)
    used = {char for page in site.rglob("*.html") for char in _HAN.findall(page.read_text(encoding="utf-8"))}
    drawn = used - uncovered("".join(used))
    (site / "han.woff").write_bytes(cut_font("".join(drawn), flavor="woff"))


# -- docstrings ----------------------------------------------------------------------------------------------


class Role(InlineProcessor):
    """A reStructuredText role in a docstring: code, and a link where the site shows what it names."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:
        """Write the name without the module it stands in."""
        name = m[1].rpartition(".")[2]
        code = etree.Element("code")
        code.text = AtomicString(name)
        if name in ha.__all__:
            link = etree.Element("autoref", {"identifier": f"{ha.__name__}.{name}"})
        elif name in CONSTANTS:
            link = etree.Element("a", {"href": f"columns.md#{CONSTANTS[name]}"})
        else:
            return code, m.start(), m.end()
        link.append(code)
        return link, m.start(), m.end()


class Roles(Extension):
    """Understand roles; everything else in the docstrings is Markdown already."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Come before the back-ticks."""
        md.inlinePatterns.register(Role(_ROLE, md), "role", 195)


# -- the pages -----------------------------------------------------------------------------------------------


def notebooks() -> list[Path]:
    """List the notebooks in the order of their names."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def readme(heading: str | None = None) -> str:
    """Cut one part out of the README, its links as they are for a page in ``docs/``.

    Parameters
    ----------
    heading : str, optional
        The part's heading; without it, what stands before the first.
    """
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("](docs/", "](")
    lead, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"## {heading}\n")) if heading else lead


def home() -> str:
    """Write the first page: how the README begins, and how to start in a notebook, each with its page."""
    return readme() + re.sub(r"`(\w+\.ipynb)`", r"[`\1`](notebooks/\1)", readme("In a notebook"))


def vocabulary_page() -> str:
    """Write the page of words: indicators, units and hedges."""
    parts = ["# Vocabulary\n", readme("Words are data").partition("\n")[2]]
    parts += ["## Indicators\n", _comment("indicators")]
    known = ha.indicators()
    for title, ids in indicator_groups().items():
        parts += [
            f"### {title}\n",
            _table(INDICATOR_HEAD, [_indicator_row(id_, known.loc[id_]) for id_ in ids]),
        ]
    parts += ["## Units\n", _comment("units"), _units()]
    parts += ["## Hedges\n", _comment("hedges"), _hedges()]
    return "\n".join(parts)


def columns_page() -> str:
    """Write the page of the frames' columns: the data package's words, and the types of the frames."""
    schemas = {
        row["name"]: row["schema"] for row in package_data.descriptor()["resources"] if "schema" in row
    }
    for name in ("ledger", "documents", "errors"):
        schemas[name] = package_data.descriptor(f"{name}.schema.json")
    fields = {name: {field["name"]: field for field in told["fields"]} for name, told in schemas.items()}
    return "\n".join(
        [
            "# Columns\n",
            "Types are those of pandas. An empty cell means that the text does not say it. The Chinese names "
            "are those that [`label`][hulin_analysis.label] gives.\n",
            "## The metrics frame { #metrics }\n",
            "One row a quantity: [`extract`][hulin_analysis.extract], "
            "[`load_metrics`][hulin_analysis.load_metrics]. For `indicator_id` see the "
            "[vocabulary](vocabulary.md#indicators).\n",
            _columns("metrics", frames.COLUMNS, fields["metrics"]),
            "## The ledger { #ledger }\n",
            "One row a numeral that is no quantity: [`ledger`][hulin_analysis.ledger].\n",
            _columns("ledger", frames.LEDGER_COLUMNS, fields["ledger"]),
            "## The context frame { #context }\n",
            "One row a growth rate published elsewhere: [`load_context`][hulin_analysis.load_context].\n",
            _columns("context", frames.CONTEXT_COLUMNS, fields["context"]),
            "## The documents of a corpus { #documents }\n",
            "One row a document: [`load_corpus`][hulin_analysis.load_corpus]. The quantities of a corpus "
            "have document and the columns from title to script before those of the metrics frame, its "
            "ledger has document.\n",
            _columns("documents", schema.DOCUMENTS, fields["documents"]),
            "## The errors of a corpus { #errors }\n",
            "One row an input that could not be read: `Corpus.errors`.\n",
            _columns("errors", schema.ERRORS, fields["errors"]),
        ]
    )


def reference_page() -> str:
    """Write the page of public names, by the module each lives in."""
    homes: dict[str, list[str]] = {}
    for name in sorted(ha.__all__, key=[*ha._HOMES, *ha.__all__].index):
        homes.setdefault(ha._HOMES.get(name, ""), []).append(name)
    parts = ["# Reference\n", "Everything is at the top of the package: `import hulin_analysis as ha`.\n"]
    for module, names in homes.items():
        title, about = _module(module) if module else ("The package", "")
        parts += [f"## {title}\n", f"{about}\n"]
        parts += [f"::: {ha.__name__}.{name}\n{'' if module else _CONSTANT}" for name in names]
    return "\n".join(parts)


def _module(name: str) -> tuple[str, str]:
    """Split the first line of a module's docstring into what stands before the colon, and behind it."""
    line = (inspect.getdoc(import_module(f"{ha.__name__}.{name}")) or "").partition("\n")[0]
    title, _, about = line.partition(": ")
    return title, about[:1].upper() + about[1:]


# -- their parts ---------------------------------------------------------------------------------------------


def _words(name: str) -> str:
    return package_files(vocabulary).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _comment(name: str) -> str:
    """Read the comment at the head of a file of words, which says how it is to be read."""
    head = _words(name).partition("\n\n")[0]
    return " ".join(line.removeprefix("#").strip() for line in head.splitlines()) + "\n"


def indicator_groups() -> dict[str, list[str]]:
    """Group the ids of the indicators as the comments in their file do."""
    body = _words("indicators").partition("\n\n")[2]
    titles = re.split(r"^# (.+)\n$", body, flags=re.MULTILINE)[1:]
    return {title: list(tomllib.loads(text)) for title, text in zip(titles[::2], titles[1::2], strict=True)}


def _indicator_row(id_: str, row: Any) -> tuple[str, ...]:
    said = {name: escape(str(row[name])) for name in row.index}
    others = f" <br><small>{said['aliases']}</small>" if said["aliases"] else ""
    note = f" <br><small>{said['note']}</small>" if said["note"] else ""
    return (
        _code(id_, f"indicator-{id_}"),
        said["simplified"] + others,
        said["traditional"],
        said["english"] + note,
        said["unit"],
    )


def _units() -> str:
    """Set the tables of units: what each measures, and which may share an axis."""
    tables = vocabulary.table("units")
    rows, bases = [], []
    for name, table in unit_groups.group_tables().items():
        codes = table.get("currency", {})
        bases += table.get("bases", ())
        listed = [*table.get("words", ()), *table.get("bases", ())]
        words = [f"{escape(w)} <small>{codes[w]}</small>" if w in codes else escape(w) for w in listed]
        rows.append((f"<code>{name}</code>", "、".join(words)))
    prefixes = "、".join([*tables["prefixes"]["chinese"], *tables["prefixes"]["latin"]])
    same = [("、".join(row),) for row in tables["comparable"]["same"]]
    return "\n".join(
        [
            _table(("Measures", "Units"), rows),
            f"Behind a slash these close a composite unit (元/吨): {'、'.join(tables['per']['words'])}.\n",
            f"With the prefixes {prefixes} too: {'、'.join(bases)}.\n",
            f"Only behind Arabic digits these are units: {'、'.join(tables['arabic_only']['words'])}.\n",
            "### Units that may share an axis { #comparable }\n",
            "A unit may share an axis with itself, and with those that stand in one row with it here.\n",
            _table(("Count the same",), same),
        ]
    )


def _hedges() -> str:
    places = ("before", "infix", "after")
    rows = [
        (f"<code>{code}</code>", escape(ha.meaning("hedge", code)), *("、".join(row[p]) for p in places))
        for code, row in vocabulary.table("hedges").items()
        if code in tuple(Hedge)
    ]
    return _table(("Hedge", "Chinese", *(f"<code>{p}</code>" for p in places)), rows)


def _columns(frame: str, dtypes: dict[str, str], fields: dict[str, dict[str, Any]]) -> str:
    chinese = vocabulary.table("labels")["columns"]
    rows = [
        (
            _code(name, f"{frame}-{name}"),
            escape(chinese[name]["zh"]),
            f"<code>{dtype}</code>",
            escape(fields[name]["description"]) + _allowed(name, fields[name].get("constraints", {})),
        )
        for name, dtype in dtypes.items()
    ]
    return _table(("Column", "Chinese", "Type", "Meaning"), rows)


def _allowed(column: str, constraints: dict[str, Any]) -> str:
    """List the values a column may have, each with its meaning where it is a code."""
    codes = vocabulary.table("labels").get(column, {})
    items = []
    for value in constraints.get("enum", ()):
        said = dict.fromkeys(codes.get(value, {}).values())
        words = escape(" · ".join(word for word in said if word not in (value, "—")))
        items.append(f"<li><code>{escape(value)}</code> {words}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _code(name: str, anchor: str) -> str:
    """Set a name that links may lead to, and that may break behind an underscore."""
    return f'<code id="{anchor}">{name.replace("_", "_<wbr>")}</code>'


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Set a table in HTML, which unlike Markdown takes every character in a cell."""
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{' '.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
