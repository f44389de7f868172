"""What the package says: in the code a template, in the catalogue its Chinese, in the session one of them."""

from __future__ import annotations

import ast
import copy
import pickle
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis import script
from hulin_analysis.cli import app
from hulin_analysis.cli.spoken import translated
from hulin_analysis.corpus.article_tables import FACTS
from hulin_analysis.errors import ArticleError, DataError, HulinError, describe_value, missing_columns
from hulin_analysis.messages import Listed, Message, catalogue, session_language

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hulin_analysis"
#: Calls that take a template other than first, by the number of the argument.
_ELSEWHERE = {"expect": 2, "choose": 2, "atomic_write": 2}
#: Calls that take a template first.
_FIRST = {"Message", "say", "error"}


class Said(NamedTuple):
    """A template in the source, and the fields that are given with it."""

    where: str
    template: str | None
    fields: frozenset[str]


@cache
def trees() -> dict[str, ast.Module]:
    """Return the modules of the package, each under its path."""
    paths = sorted(SOURCE.rglob("*.py"))
    return {p.relative_to(SOURCE).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in paths}


def error_classes() -> set[str]:
    """Return the names of HulinError and of what derives from it."""
    found = {"HulinError"}
    nodes = (node for tree in trees().values() for node in ast.walk(tree))
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    while (
        more := {
            one.name
            for one in classes
            if {base.id for base in one.bases if isinstance(base, ast.Name)} & found
        }
        - found
    ):
        found |= more
    return found


def _constants(node: ast.expr) -> Iterator[str | None]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    else:
        yield None


@cache
def said() -> list[Said]:
    """Return every template; None for what is no constant."""
    return list(_said())


def _said() -> Iterator[Said]:
    errors = error_classes()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, where = node.func.id, f"{path}:{node.lineno}"
            if name in errors | _FIRST and node.args:
                fields = frozenset(str(one.arg) for one in node.keywords) - {"rows"}
                yield from (Said(where, one, fields) for one in _constants(node.args[0]))
            elif name in _ELSEWHERE and len(node.args) > _ELSEWHERE[name]:
                given = _constants(node.args[_ELSEWHERE[name]])
                yield from (Said(where, one, frozenset()) for one in given)


def fields_of(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    ha.use_language(None)


def help_texts() -> set[str]:
    """Return every paragraph of the help that is ours."""
    group: Any = typer.main.get_command(app)
    found: list[str] = [group.epilog]
    for command in (group, *group.commands.values()):
        found += [
            command.help,
            command.short_help or "",
            *(getattr(p, "help", "") or "" for p in command.params),
        ]
    texts = {" ".join(part.split()) for text in found for part in text.split("\n\n")}
    return {text for text in texts if text and not text.startswith("hulin query")}


def test_every_template_is_constant_and_in_the_catalogue_with_the_same_fields() -> None:
    known = catalogue()
    for one in said():
        if one.template is None:
            # It carries on a message that was made elsewhere: no fields of its own.
            carrier = one.where.split(":")[0] in {
                "errors.py",
                "messages.py",
                "atomic_write.py",
                "cli/spoken.py",
            }
            assert carrier or not one.fields, one.where
            continue
        assert one.template in known, f"{one.where}: {one.template}"
        if one.fields:
            assert fields_of(one.template) <= one.fields, one
            assert fields_of(known[one.template]["zh"]) == fields_of(one.template), one


def test_the_catalogue_holds_nothing_that_is_not_said() -> None:
    templates = {one.template for one in said() if one.template}
    # Metadata of a row, why something is left out, and how far a report is: said as they come.
    assert set(FACTS) | {"text"} <= set(catalogue("passed_on"))
    others = {one for room in ("passed_on", "typer", "help") for one in catalogue(room)}
    assert set(catalogue()) - templates - others - {"table"} == set()
    assert set(catalogue("help")) == help_texts()


def test_every_option_that_is_named_exists_in_the_command_it_is_named_for() -> None:
    group: Any = typer.main.get_command(app)
    commands = {
        name: {"-h", "--help", *(word for one in command.params for word in (*one.opts, *one.secondary_opts))}
        for name, command in group.commands.items()
    }
    every = set().union(*commands.values(), *(one.opts for one in group.params))
    option = re.compile(r"(?<![\w-])--?[a-z]+(?:-[a-z]+)*(?![\w-])")
    of_command = re.compile(rf"hulin ({'|'.join(commands)})\b([^;.,；。，]*)")
    checked = 0
    # Behind a bare -- stands what JupyterLab is given.
    for text in [text.split("-- ")[0] for row in catalogue().values() for text in row.values()]:
        assert set(option.findall(text)) <= every, text
        for name, rest in of_command.findall(text):
            assert set(option.findall(rest)) <= commands[name], text
            checked += len(option.findall(rest))
    assert checked >= 5


@for_each(sorted(catalogue()))
def test_the_chinese_is_chinese_in_either_script(english: str) -> None:
    chinese = catalogue()[english]["zh"]
    assert (
        english in (", ", "Value error, {message}")
        or HAN.search(re.sub(r"\{[^}]*\}", "", chinese))
        or (not re.search("[a-z]{3}", re.sub(r"\{[^}]*\}|hulin|pip", "", english)))
    )
    assert script.to_simplified(chinese) == chinese
    message = Message(english)
    traditional = message.said("zh-Hant")
    assert len(traditional) == len(chinese)
    assert script.detect(chinese) == "hans"
    assert not re.search("[爲覈衆]", traditional)


def test_an_error_speaks_the_language_of_the_session() -> None:
    with pytest.raises(HulinError) as caught:
        ha.read_article("none/missing.txt")
    err = caught.value
    assert "There is no file missing.txt" in str(err)
    ha.use_language("zh-CN")
    assert "没有文件 missing.txt；请检查路径。" in str(err)
    ha.use_language("zh-HK")
    assert "沒有文件 missing.txt；請檢查路徑。" in str(err)
    assert err.message.said("en").startswith("There is no file")
    for twin in (pickle.loads(pickle.dumps(err)), copy.copy(err), copy.deepcopy(err)):
        assert type(twin) is ArticleError
        assert str(twin) == str(err)


def test_what_a_message_quotes_stays_as_it_was_written() -> None:
    ha.use_language("zh-TW")
    with pytest.raises(HulinError, match="“3个”不是數字"):
        ha.parse_number("3个")


def test_without_fields_braces_stay() -> None:
    assert str(HulinError("a {b} c")) == "a {b} c"
    assert str(HulinError("a {b} c", b="{x}")) == "a {x} c"


def test_parts_are_said_in_the_language_of_the_whole() -> None:
    lacks = missing_columns(["id", "unit", "value"], ["id"])
    assert lacks is not None
    assert lacks.said("zh-Hans") == "这些列：unit、value"
    assert describe_value([1]).said("zh-Hans") == "list 对象"  # type: ignore[union-attr]
    assert Message("{needs}, not {given}; type {typed}.", needs=Message("ha.label needs a frame"),
                   given=describe_value([]), typed="x").said("zh-Hans") == (
        "ha.label 需要一张表，收到的却是 list 对象；请写成 x。"
    )  # fmt: skip
    assert Listed(["a", Message("no unit")]).said("zh-Hant") == "a、沒有單位"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"HULIN_LANG": "zh"}, "zh-Hans"),
        ({"HULIN_LANG": "zh_HK"}, "zh-Hant"),
        ({"HULIN_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hans"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("HULIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert session_language() == language


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match="There is no language 'xx'; choose from zh-Hant, zh-Hans, en"):
        ha.use_language("xx")  # type: ignore[arg-type]


def test_remarks_and_warnings_are_in_the_language_of_the_session() -> None:
    article = ha.parse_article("去年新建學校3所。")
    ha.use_language("zh-CN")
    assert article.remarks == (
        "没有找到发布日期，文中的“去年”等时间因此无法确定年份；请给出日期，例如 published='2022-02-15'。",
    )


def test_what_typer_says_is_known_by_its_pattern() -> None:
    ha.use_language("zh")
    assert translated("Error: Missing argument 'ARTICLE'.") == "错误：缺少参数 ARTICLE。"
    assert translated("Error: Invalid value for '--workers': Input should be a valid integer, unable to "
                      "parse string as an integer") == "错误：'--workers' 的值不对：应当是整数。"  # fmt: skip
    assert translated("something else") == "something else"


def _outputs(*cells: str) -> list[Any]:
    """Run cells in a kernel, and return what each shows."""
    nbformat = pytest.importorskip("nbformat")
    client = pytest.importorskip("nbclient").NotebookClient
    v4 = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    client(notebook, timeout=120, allow_errors=True, kernel_name="python3").execute()
    return [cell.outputs for cell in notebook.cells]


def test_a_notebook_shows_one_sentence_and_the_traceback_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(ha.__file__).parents[1]))
    first, whole, second = (
        re.sub("\x1b[^m]*m", "", "\n".join(outputs[0]["traceback"]))
        for outputs in _outputs(
            "import hulin_analysis as ha\nha.use_language('zh')\nha.parse_number('3个')",
            "%tb",
            "ha.read_article('none.txt')",
        )
    )
    said = "NumeralError: “3个”不是数字：在位置 1 的“个”处无法继续读取（位置从 0 数起）。"
    assert first.splitlines() == [said, "想看出错的代码位置，请运行 %tb。"]
    assert "ha.parse_number('3个')" in whole
    assert "parse.py" in whole
    assert whole.rstrip().endswith(said)
    assert len(second.splitlines()) == 1
    assert second.startswith("ArticleError: 文件夹 ")
