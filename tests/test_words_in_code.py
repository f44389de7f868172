"""All words stand in ``vocabulary/``: a Chinese string in code is grammar, or listed here with its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from for_each import for_each

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hulin_analysis"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}

_HAN = re.compile("[\u3007\u3400-\u9fff]")
#: From one ideograph to another: a class of characters is no word.
_RANGE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00]-[\u9fa5-\u9fff\uf900-\uff60]")

#: What numbers, dates and lists are written with: digits, scales, the hedges between them, the units of the
#: calendar, and the signs between two numbers. It is a closed class; whoever adds to it adds to the grammar.
GRAMMAR = frozenset(
    "〇○零一二三四五六七八九十百千万亿兆京两半廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟俩参萬億兩"
    "几数余多年月日号时点分季份度正负第个之又比至到和与及或的每了"
)

#: Words that may stand in code.
LISTED = {
    # What is shown to a reader as an example, and what is read to warm up.
    "comparison/compare_places.py": {"元"},
    "corpus/workers.py": {"去年某县新建学校3所。"},
    # Single characters of two ways of writing, which OpenCC does not tell apart.
    "script.py": {"衞綫裏敍粧歴砲珮倣", "卫线里叙妆历炮佩仿", "汙", "污", "着", "著"},
    # Keys of a table.
    "vocabulary/schema.py": {"exclusions.kind.人", "exclusions.kind.轮"},
    # RUN_OF_YEARS, from which times/ and sentences/ build patterns when they are imported.
    "numbers/dates.py": {
        "(?:累计|净增|新[增设]|增[长加量]|提[高升](?!行动|工程|计划)|下降|减少|[迈跨][过越上]|(?:的|发展|奋斗)?(?:历程|实践))"
    },
}

#: How many pieces of grammar a module has, at most.
PIECES = {
    "charts/canvas/line_breaking.py": 3,
    "numbers/compound_amounts.py": 1,
    "numbers/characters.py": 26,
    "numbers/exclusions.py": 10,
    "numbers/hedges.py": 1,
    "numbers/identifiers.py": 3,
    "numbers/numerals.py": 5,
    "numbers/parse.py": 7,
    "numbers/plain_quantities.py": 4,
    "numbers/ranges.py": 2,
    "numbers/implied_units.py": 4,
    "numbers/scan.py": 2,
    "numbers/dates.py": 35,
    "numbers/units.py": 1,
    "numbers/within_words.py": 3,
    "numbers/word_boundaries.py": 2,
    "readers/main_place.py": 3,
    "scoring.py": 2,
    "readers/body.py": 4,
    "readers/metadata.py": 5,
    "readers/plain_text.py": 1,
    "readers/published.py": 2,
    "readers/wrapping.py": 7,
    "times/document_time.py": 2,
    "times/expressions.py": 3,
    "times/grammar.py": 46,
    "times/in_force.py": 2,
    "times/resolution.py": 9,
    "times/roles.py": 7,
    "times/timeline.py": 4,
    "unit_groups.py": 2,
    "view.py": 3,
}

#: Rooms whose words are still in code, and how many of their strings hold some: these numbers only fall.
STILL_TO_COME = {"sentences": 80}


HELD = [module for module in MODULES if module.split("/")[0] not in STILL_TO_COME]
each_module = for_each(HELD)


def strings(source: str) -> Iterator[str]:
    """The strings with ideographs in them that are no docstrings; an f-string is as many as it has pieces."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield from [node.value] if ideographs(node.value) else []


def ideographs(string: str) -> list[str]:
    return _HAN.findall(_RANGE.sub("", string))


def is_grammar(string: str) -> bool:
    return GRAMMAR.issuperset(ideographs(string))


@cache
def read(module: str) -> list[str]:
    return list(strings(MODULES[module].read_text(encoding="utf-8")))


@each_module
def test_no_word_stands_in_code(module: str) -> None:
    words = {string for string in read(module) if not is_grammar(string)} - LISTED.get(module, set())
    assert not words, (
        f"{module} spells {sorted(words)}: write such words into a list of vocabulary/*.toml, with a line "
        "that says what they are for, and ask for them with vocabulary.words, any_of or compiled"
    )


@each_module
def test_a_module_has_no_more_grammar_than_it_had(module: str) -> None:
    found = sorted({string for string in read(module) if is_grammar(string)})
    assert len(found) <= PIECES.get(module, 0), (
        f"{module} has the strings {found}: take the constants of numbers/characters.py, or say here that "
        "the grammar has one more"
    )


@pytest.mark.parametrize("room", STILL_TO_COME)
def test_the_other_rooms_have_no_more_words_than_they_had(room: str) -> None:
    found = sum(len(read(module)) for module in MODULES if module.split("/")[0] == room)
    assert found <= STILL_TO_COME[room], f"{room} has {found} Chinese strings: put new words into vocabulary/"


def test_what_is_listed_is_there() -> None:
    for module, listed in LISTED.items():
        assert listed <= set(read(module)), module
    for module, pieces in PIECES.items():
        assert len({string for string in read(module) if is_grammar(string)}) == pieces, module
    assert sum(map(len, LISTED.values())) <= 12


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('"""某县."""\nx = "abc"', []),
        ('x = "公报"', ["公报"]),
        ('def f():\n    """某县."""\n    return f"{x}届{y}"', ["届"]),
        ('x = "[\\u4e00-\\u9fff]{2,4}年"', []),
        ('x = "[\\u4e00-\\u9fff]省"', ["[\u4e00-\u9fff]省"]),
        ('x = f"[{CHINESE}]+点[一二三]"', []),
    ],
)
def test_a_word_is_told_from_grammar(source: str, words: list[str]) -> None:
    assert [string for string in strings(source) if not is_grammar(string)] == words
