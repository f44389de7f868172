"""Complete the site with facts that are kept elsewhere, so that none is written down, or checked in, twice.

``mkdocs.yml`` names this file as a hook. The pages in ``zh/`` and ``en/`` also read well by themselves; here
the tables of indicators, units and columns and the reference of public names, which the package states
itself, are added to some of them. The READMEs, the notebooks and the list of changes become pages as they
stand. Last, the Chinese font is cut to the characters that the built pages use.
"""

from __future__ import annotations

import ast
import inspect
import logging
import os
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
from hulin_analysis.charts.canvas.typeface import cut_font, uncovered
from hulin_analysis.codes import Hedge
from hulin_analysis.corpus import table_types

ROOT = Path(__file__).resolve().parents[1]
#: The written pages of each language, in the order of the menu: group, and the files in it.
PAGES = {
    "zh": {
        "": ["tutorial"],
        "操作指南": ["word", "corrections", "charts", "tables-and-pdf", "own-words", "windows", "corpus"],
        "参考": ["columns", "vocabulary", "api", "commands", "accuracy", "architecture"],
    },
    "en": {
        "": ["tutorial"],
        "How-to guides": [
            "word",
            "corrections",
            "charts",
            "tables-and-pdf",
            "own-words",
            "windows",
            "corpus",
        ],
        "Reference": ["columns", "vocabulary", "api", "commands", "accuracy", "architecture"],
    },
}
#: The words of the generated tables.
WORDS = {
    "zh": {
        "indicators": "指标",
        "units": "单位",
        "hedges": "表示分寸的词",
        "indicator_head": ("代码", "简体", "繁体", "英文", "单位"),
        "units_head": ("量什么", "单位"),
        "slash": "可以跟在斜线后面组成复合单位（元/吨）：{}。\n",
        "prefixes": "可以加词头 {} 的单位：{}。\n",
        "arabic": "只在阿拉伯数字后面才算单位：{}。\n",
        "comparable": "可以画在同一条坐标轴上的单位 { #comparable }",
        "comparable_text": "单位相同，或者在下表中同一行，才可以画在同一条坐标轴上。\n",
        "comparable_head": ("数的是同一种东西",),
        "hedges_head": ("分寸", "中文", "数字之前", "数字中间", "单位之后"),
    },
    "en": {
        "indicators": "Indicators",
        "units": "Units",
        "hedges": "Hedges",
        "indicator_head": ("Id", "Simplified", "Traditional", "English", "Unit"),
        "units_head": ("Measures", "Units"),
        "slash": "Units that may follow a slash in a composite unit (元/吨): {}.\n",
        "prefixes": "Units that also take the prefixes {}: {}.\n",
        "arabic": "Units only after Arabic digits: {}.\n",
        "comparable": "Units that may share an axis { #comparable }",
        "comparable_text": "Units share an axis if they are the same, or stand in one row of this table.\n",
        "comparable_head": ("Count the same things",),
        "hedges_head": ("Hedge", "Chinese", "Before the number", "Within it", "After the unit"),
    },
}
#: The groups of indicators, as the comments in their file name them, in Chinese.
GROUPS = {
    "National accounts": "国民经济核算",
    "Industry": "工业",
    "Services": "服务业",
    "Agriculture": "农业",
    "Investment and real estate": "投资和房地产",
    "Consumption and retail trade": "消费和零售",
    "Foreign trade and foreign investment": "外贸外资",
    "Public finance": "财政",
    "Finance": "金融",
    "Prices": "价格",
    "Income and consumption of households": "居民收入和消费",
    "Population": "人口",
    "Employment": "就业",
    "Education": "教育",
    "Health and care": "卫生和养老",
    "Social security": "社会保障",
    "Science and innovation": "科技创新",
    "Transport, post and telecommunications": "交通、邮政和通信",
    "Digital economy": "数字经济",
    "Tourism": "旅游",
    "Energy": "能源",
    "Environment and safety": "环境和安全",
    "Business": "企业经营",
}
#: Where files of the checkout stand on the site; the other files outside ``docs/`` do not.
ON_THE_SITE = {"README.md": "index.md", "README.en.md": "en/index.md", "CHANGELOG.md": "changes.md"}
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
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<path>[^)#\s:]+)(?P<rest>#[^)]*)?\)")
_FETCHES = re.compile(r"<script[^>]*\bsrc=|MathJax|://")
# A constant has no docstring, and is shown all the same.
_CONSTANT = "    options:\n      show_if_no_docstring: true\n"


# -- what mkdocs calls ---------------------------------------------------------------------------------------


@event_priority(_FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages in order, the notebooks as they lie in their folder."""
    shared = [f"notebooks/{path.name}" for path in notebooks()]
    config.nav = [
        {"中文": [{"首页": "index.md"}, *_menu("zh")]},
        {"English": [{"Home": "en/index.md"}, *_menu("en")]},
        {
            "笔记本和图集 · Notebooks and gallery": [
                {"笔记本 · Notebooks": shared},
                {"图集 · Gallery": "gallery.md"},
                {"变更 · Changes": "changes.md"},
            ]
        },
    ]
    config.markdown_extensions.append(Roles())
    # It reports on loading its dictionary, which is no news.
    logging.getLogger("jieba").setLevel(logging.WARNING)
    return config


@event_priority(_FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not checked in."""
    for name, uri in ON_THE_SITE.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, uri, content=relinked(text, name, uri)))
    for path in notebooks():
        # Not File.generated: mkdocs-jupyter asks a file for its folder.
        uri = path.relative_to(ROOT).as_posix()
        files.append(File(uri, str(ROOT), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add to a written page what the package states itself, and turn its links to where the files are."""
    uri = page.file.src_uri
    language, _, name = uri.removesuffix(".md").partition("/")
    if language not in PAGES or name == "index":
        return markdown
    added = {"vocabulary": vocabulary_tables, "columns": columns_tables, "api": reference}.get(name)
    return relinked(markdown, f"docs/{uri}", uri) + (f"\n\n{added(language)}" if added else "")


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Set the words of the theme, and the language that the page declares, page by page."""
    config.theme["language"] = "en" if page.file.src_uri.startswith("en/") else "zh"
    return context


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


def _menu(language: str) -> list[Any]:
    """List the written pages of a language by their groups; their titles are their headings."""
    menu: list[Any] = []
    for group, names in PAGES[language].items():
        listed = [f"{language}/{name}.md" for name in names]
        menu += [{group: listed}] if group else listed
    return menu


def relinked(text: str, source: str, uri: str) -> str:
    """Turn the links of a page, which lead from file to file of the checkout, to the pages of the site.

    A file that is not on the site is named instead.

    Parameters
    ----------
    text : str
        The page, in Markdown.
    source : str
        Where it stands in the checkout.
    uri : str
        Where it stands on the site.
    """
    here, there = Path("/", source).parent, Path("/", uri).parent

    def turn(link: re.Match[str]) -> str:
        path = os.path.relpath(os.path.normpath(here / link["path"]), "/")
        if path.startswith(("docs/", "notebooks/")) or path in ON_THE_SITE:
            target = ON_THE_SITE.get(path, path.removeprefix("docs/"))
            return f"[{link['text']}]({os.path.relpath(Path('/', target), there)}{link['rest'] or ''})"
        return link["text"] if path in link["text"] else f"{link['text']} (`{path}`)"

    return _LINK.sub(turn, text)


def vocabulary_tables(language: str) -> str:
    """Set the tables of words: indicators, units and hedges."""
    words = WORDS[language]
    parts = [f"## {words['indicators']} {{ #indicators }}\n"]
    known = ha.indicators()
    for title, ids in indicator_groups().items():
        anchor = re.sub(r"\W+", "-", title.lower())
        parts += [
            f"### {GROUPS[title] if language == 'zh' else title} {{ #{anchor} }}\n",
            _table(words["indicator_head"], [_indicator_row(id_, known.loc[id_]) for id_ in ids]),
        ]
    parts += [f"## {words['units']} {{ #units }}\n", _units(words)]
    parts += [f"## {words['hedges']} {{ #hedges }}\n", _hedges(words)]
    return "\n".join(parts)


def columns_tables(language: str) -> str:
    """Set the columns of the frames: the data package's words, and the types of the frames.

    The Chinese page has them in Chinese already.
    """
    if language == "zh":
        return ""
    schemas = {
        row["name"]: row["schema"] for row in package_data.descriptor()["resources"] if "schema" in row
    }
    for name in ("ledger", "documents", "errors"):
        schemas[name] = package_data.descriptor(f"{name}.schema.json")
    fields = {name: {field["name"]: field for field in told["fields"]} for name, told in schemas.items()}
    return "\n".join(
        [
            "## The metrics frame { #metrics }\n",
            "One row per quantity: [`extract`][hulin_analysis.extract], "
            "[`load_metrics`][hulin_analysis.load_metrics]. For `indicator_id` see the "
            "[vocabulary](vocabulary.md#indicators).\n",
            _columns("metrics", frames.COLUMNS, fields["metrics"]),
            "## The ledger { #ledger }\n",
            "One row per numeral that is not a quantity: [`ledger`][hulin_analysis.ledger].\n",
            _columns("ledger", frames.LEDGER_COLUMNS, fields["ledger"]),
            "## The context frame { #context }\n",
            "One row per growth rate published elsewhere: [`load_context`][hulin_analysis.load_context].\n",
            _columns("context", frames.CONTEXT_COLUMNS, fields["context"]),
            "## The documents of a corpus { #documents }\n",
            "One row per document: [`load_corpus`][hulin_analysis.load_corpus]. The table of quantities of a "
            "corpus has `document` and the columns from `title` to `script` before those of the metrics "
            "frame; its ledger has `document`.\n",
            _columns("documents", table_types.DOCUMENTS, fields["documents"]),
            "## The errors of a corpus { #errors }\n",
            "One row per input that could not be read: `Corpus.errors`.\n",
            _columns("errors", table_types.ERRORS, fields["errors"]),
        ]
    )


def reference(language: str) -> str:
    """Set the reference of the public names, by the module each lives in; its docstrings are English."""
    if language == "zh":
        return ""
    homes: dict[str, list[str]] = {}
    listed = Path(ha.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    for node in ast.parse(listed).body:
        if isinstance(node, ast.ImportFrom):
            homes.setdefault(str(node.module), []).extend(alias.name for alias in node.names)
    homes[""] = [name for name in ha.__all__ if not any(name in names for names in homes.values())]
    parts = []
    for module, names in homes.items():
        title, about = _module(module) if module else ("The package", "")
        parts += [f"## {title}\n", f"{about}\n"]
        parts += [f"::: {ha.__name__}.{name}\n{'' if module else _CONSTANT}" for name in names]
    return "\n".join(parts)


def _module(name: str) -> tuple[str, str]:
    """Split the first line of a module's docstring at the colon."""
    line = (inspect.getdoc(import_module(f"{ha.__name__}.{name}")) or "").partition("\n")[0]
    title, _, about = line.partition(": ")
    return title, about[:1].upper() + about[1:]


# -- their parts ---------------------------------------------------------------------------------------------


def _words(name: str) -> str:
    return package_files(vocabulary).joinpath(f"{name}.toml").read_text(encoding="utf-8")


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


def _units(said: dict[str, Any]) -> str:
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
            _table(said["units_head"], rows),
            said["slash"].format("、".join(tables["per"]["words"])),
            said["prefixes"].format(prefixes, "、".join(bases)),
            said["arabic"].format("、".join(tables["arabic_only"]["words"])),
            f"### {said['comparable']}\n",
            said["comparable_text"],
            _table(said["comparable_head"], same),
        ]
    )


def _hedges(said: dict[str, Any]) -> str:
    places = ("before", "infix", "after")
    rows = [
        (f"<code>{code}</code>", escape(ha.meaning("hedge", code)), *("、".join(row[p]) for p in places))
        for code, row in vocabulary.table("hedges").items()
        if code in tuple(Hedge)
    ]
    return _table(said["hedges_head"], rows)


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
