"""Codes are spelled once, in codes.py; the vocabulary and the schemas know each of them and no other."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis import package_data
from hulin_analysis.codes import Change, ChangeCode, FindingKind, Hedge, Kind, Reason, Status, StatusCode
from hulin_analysis.corrections import CORRECTABLE
from hulin_analysis.errors import DataError
from hulin_analysis.languages import LANGUAGES, key_of

SOURCE = Path(ha.__file__).parent
CODES: dict[str, type[StrEnum]] = {
    "hedge": Hedge, "change": Change, "status": Status, "kind": Kind, "reason": Reason,
}  # fmt: skip
# English words that also name a column, a key of a data file, a file format or a setting of Matplotlib.
# Beside the column whose code they are they are found all the same.
ALSO_OTHERWISE = {
    Hedge.EXACT, Hedge.ABOUT, Hedge.OVER, Hedge.UNDER, Change.NONE, Status.TARGET, Kind.INDICATOR, Kind.OTHER,
    Reason.DATE, Reason.PERIOD, Reason.NAME, Reason.WORD, Reason.CODE, Reason.RATIO,
}  # fmt: skip
PLAIN = {code.value for codes in CODES.values() for code in codes} - {code.value for code in ALSO_OTHERWISE}

MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.name != "codes.py"]


def texts(node: ast.AST | None) -> list[str]:
    """The strings that an expression is or lists."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [text for item in node.elts for text in texts(item)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def column(node: ast.AST) -> str | None:
    """The last name of an expression: hedge, entry.hedge, row["hedge"] and row["hedge"].isin are of hedge."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in CODES:
            return name
        case ast.Subscript(slice=ast.Constant(value=name)) if name in CODES:
            return str(name)
        case ast.Attribute(value=inner):
            return column(inner)
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return column(inner)
    return None


def beside_columns(tree: ast.AST) -> Iterator[str]:
    """The codes that stand beside their own column: compared with it, or given to it."""
    for node in ast.walk(tree):
        pairs: list[tuple[str | None, list[ast.AST]]] = []
        match node:
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                pairs = [(column(side), [s for s in sides if s is not side]) for side in sides]
            case ast.Call(func=function, args=given, keywords=keywords):
                pairs = [(column(function), given), *((k.arg, [k.value]) for k in keywords)]
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=value) if (
                value
            ):
                pairs = [(column(target), [value])]
            case ast.Dict(keys=keys, values=values):
                named = [(texts(key), value) for key, value in zip(keys, values, strict=True)]
                pairs = [(name[0], [value]) for name, value in named if name]
        for name, nodes in pairs:
            codes = {code.value for code in CODES.get(name or "", ())}
            yield from (text for one in nodes for text in texts(one) if text in codes)


def plain(tree: ast.AST) -> Iterator[str]:
    """The codes that are no other word here, wherever they stand as a value.

    What a catalogue is asked for, as in ``words("boilerplate")``, is its key and no code.
    """
    for node in ast.walk(tree):
        nodes: list[ast.AST | None] = []
        match node:
            case ast.Compare(left=left, comparators=others):
                nodes = [left, *others]
            case ast.Dict(keys=keys, values=values):
                nodes = [*keys, *values]
            case ast.Tuple() | ast.List() | ast.Set():
                nodes = [node]
            case ast.Assign(value=value) | ast.AnnAssign(value=value) | ast.NamedExpr(value=value):
                nodes = [value]
            case ast.Return(value=value) | ast.Yield(value=value):
                nodes = [value]
            case ast.IfExp(body=body, orelse=orelse):
                nodes = [body, orelse]
            case ast.arguments(defaults=defaults, kw_defaults=more):
                nodes = [*defaults, *more]
            case ast.Call(args=given, keywords=keywords):
                nodes = [*given[1:], *(k.value for k in keywords)]
        yield from (text for one in nodes for text in texts(one) if text in PLAIN)


def spelled(source: str) -> set[str]:
    tree = ast.parse(source)
    return {*beside_columns(tree), *plain(tree)}


@for_each(MODULES)
def test_no_module_spells_a_code(path: Path) -> None:
    found = spelled(path.read_text(encoding="utf-8"))
    assert not found, f"{path.name} spells {sorted(found)}: take the members of hulin_analysis.codes"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('row["change"] == "decrease"', {"decrease"}),
        ('entry.hedge in ("exact", "over")', {"exact", "over"}),
        ('rows["change"].isin(["none", "increase"])', {"none", "increase"}),
        ('"under" != str(row["hedge"])', {"under"}),
        ('entry.sample(hedge="exact", status="actual")', {"exact", "actual"}),
        ('kind = "other"', {"other"}),
        ('{"kind": "other", "target": 1}', {"other"}),
        ('RANK = {"actual": 0, "expected": 1}', {"actual", "expected"}),
        ('STATUSES = ("actual", "expected", "target")', {"actual", "expected"}),
        ('only(metrics, "investment")', {"investment"}),
        (
            "def f(said='boilerplate'): return 'ordinal' if said else 'bare'",
            {"boilerplate", "ordinal", "bare"},
        ),
        ('Aside(1, 2, "unit unknown")', {"unit unknown"}),
        ('"""Why: ordinal, boilerplate."""', set()),
        ('words("boilerplate") + table("boilerplate")["lines"] + row["headline"]', set()),
        ('Line2D(linestyle="none"); quotes == "none"', set()),
        ('{"target": url, "exact": quote, "name": name, "indicator": "string"}', set()),
        ('kind == "word"; unit_group(unit) == "ratio"; __all__ = ["about"]', set()),
    ],
)
def test_what_the_test_finds(source: str, found: set[str]) -> None:
    assert spelled(source) == found


def labelled() -> dict[str, Any]:
    return tomllib.loads((SOURCE / "vocabulary" / "labels.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_its_label_and_no_other(name: str) -> None:
    labels = labelled()[name]
    # Why a finding was chosen stands in a column of the same name as what a number is about.
    further = {code.value for code in FindingKind} if name == "kind" else set()
    assert set(labels) == {code.value for code in CODES[name]} | further
    assert all(all(said[key_of(lang)] for lang in LANGUAGES) for said in labels.values())


def test_each_reason_means_something_of_its_own() -> None:
    said = list(labelled()["reason"].values())
    assert list(labelled()["reason"]) == list(Reason)
    assert all(len({row[lang] for row in said}) == len(said) for lang in map(key_of, LANGUAGES))


def test_the_schemas_allow_the_codes() -> None:
    metrics = next(r for r in package_data.descriptor()["resources"] if r["name"] == "metrics")["schema"]
    ledger = package_data.descriptor("ledger.schema.json")
    allowed = {f["name"]: f["constraints"]["enum"] for f in metrics["fields"] if f["name"] in CODES}
    allowed |= {f["name"]: f["constraints"]["enum"] for f in ledger["fields"] if f["name"] in CODES}
    assert allowed == {name: list(codes) for name, codes in CODES.items()}


@pytest.mark.parametrize(("typed", "codes"), [(ChangeCode, Change), (StatusCode, Status)])
def test_what_may_be_typed_is_what_there_is(typed: Any, codes: type[StrEnum]) -> None:
    assert get_args(typed) == tuple(codes)


def test_the_codes_that_may_be_corrected_are_all_there_are() -> None:
    coded = {name: codes for name, codes in CORRECTABLE.items() if codes is not None}
    assert coded == {name: tuple(codes) for name, codes in CODES.items() if name != "reason"}


@pytest.mark.parametrize("code", [code for codes in CODES.values() for code in codes])
def test_a_code_is_its_own_string(code: StrEnum) -> None:
    assert code == code.value
    assert {code: 1}[code.value] == 1
    assert (f"{code}", str(code), "".join([code]), json.dumps([code])) == (
        code.value, code.value, code.value, f'["{code.value}"]',
    )  # fmt: skip


def test_a_frame_is_filtered_with_either_and_holds_strings() -> None:
    metrics = ha.load_metrics()
    for name in ("hedge", "change", "status", "kind"):
        assert {type(value) for value in metrics[name]} == {str}
        for code in CODES[name]:
            assert (metrics[name] == code).equals(metrics[name] == code.value)
            assert metrics[name].isin([code]).equals(metrics[name].isin([code.value]))


def test_a_correction_with_a_member_is_written_as_its_string(tmp_path: Path) -> None:
    metrics = ha.load_metrics()
    path = ha.record_correction(metrics, "q9-1", "hedge", Hedge.OVER, reason="再看", path=tmp_path / "c.csv")
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == "1216,三口,hedge,over,再看"
    corrected = ha.correct(metrics, path)
    assert type(corrected.set_index("id").loc["q9-1", "hedge"]) is str
    assert str(corrected["hedge"].dtype) == "string"


def test_a_comparison_takes_either() -> None:
    article = ha.parse_article("2025年,全縣地區生產總值增長5.4%。", place="甲縣")
    rows = ha.extract(article).assign(document="a.txt", **article.metadata())
    with_words, with_members = (
        ha.compare(rows, "grp", change=change, status=status)
        for change, status in (("increase", "actual"), (Change.INCREASE, Status.ACTUAL))
    )
    pd.testing.assert_frame_equal(with_words, with_members)
    assert len(with_members) == 1
    asked = [frame.attrs["comparison"] for frame in (with_words, with_members)]
    assert repr(asked[0]) == repr(asked[1])
    with pytest.raises(DataError, match="choose from none, increase, decrease, as in change='none'"):
        ha.compare(rows, "grp", change="rise")
