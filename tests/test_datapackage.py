from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from hulin_analysis import package_data, vocabulary
from hulin_analysis.corpus import build_corpus
from hulin_analysis.corpus.table_types import DOCUMENTS, ERRORS
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS, load_context

FRICTIONLESS_TYPES = {"string": "string", "int64": "integer", "float64": "number"}


@pytest.fixture(scope="module")
def package(root: Path) -> dict[str, Any]:
    return json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))


def resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in package["resources"] if row["name"] == name)


def test_the_package_validates(root: Path) -> None:
    report = frictionless.validate(str(root / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == 3


def test_a_wrong_row_does_not_validate(root: Path, package: dict[str, Any], tmp_path: Path) -> None:
    schema = resource(package, "context")["schema"]
    lines = (root / "data" / "context.csv").read_text(encoding="utf-8").replace(",province,", ",county,")
    (tmp_path / "context.csv").write_text(lines, encoding="utf-8")
    found = frictionless.Resource.from_descriptor(
        {"name": "context", "path": "context.csv", "schema": schema}, basepath=str(tmp_path)
    ).validate()
    assert not found.valid


@pytest.mark.parametrize(("name", "columns"), [("metrics", COLUMNS), ("context", CONTEXT_COLUMNS)])
def test_columns_and_types_are_those_of_the_frames(
    package: dict[str, Any], name: str, columns: dict[str, str]
) -> None:
    fields = resource(package, name)["schema"]["fields"]
    assert {f["name"]: f["type"] for f in fields} == {
        column: FRICTIONLESS_TYPES[dtype] for column, dtype in columns.items()
    }
    assert [f["name"] for f in fields] == list(columns)
    assert all(f["description"] for f in fields)


@pytest.mark.parametrize(("name", "columns"), [("documents", DOCUMENTS), ("errors", ERRORS)])
def test_the_tables_of_a_corpus_are_described(name: str, columns: dict[str, str]) -> None:
    fields = package_data.descriptor(f"{name}.schema.json")["fields"]
    types = FRICTIONLESS_TYPES | {"Int64": "integer"}
    assert [(f["name"], f["type"]) for f in fields] == [(c, types[dtype]) for c, dtype in columns.items()]
    assert all(f["description"] for f in fields)
    assert set(columns) <= set(vocabulary.table("labels")["columns"])


def test_a_corpus_fits_its_description(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("去年虎林市新建學校3所。", encoding="utf-8")
    (tmp_path / "articles" / "b.txt").write_bytes(b"")
    (tmp_path / "articles" / "c.csv").write_text("text,published\n新建公園2個。,soon\n", encoding="utf-8")
    corpus = build_corpus(tmp_path / "articles", tmp_path / "corpus", workers=0)
    for name, frame in (("documents", corpus.documents), ("errors", corpus.errors)):
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
        schema = package_data.descriptor(f"{name}.schema.json")
        given = {"name": name, "path": f"{name}.csv", "schema": schema}
        report = frictionless.Resource.from_descriptor(given, basepath=str(tmp_path)).validate()
        assert report.valid, report.flatten(["fieldName", "note"])
    assert corpus.documents["document"].tolist() == ["a.txt", "c.csv/1"]
    assert corpus.errors["document"].tolist() == ["b.txt"]


@pytest.mark.parametrize("name", ["metrics", "context"])
def test_the_unit_is_described(package: dict[str, Any], name: str) -> None:
    fields = {f["name"]: f["description"] for f in resource(package, name)["schema"]["fields"]}
    assert "%" in fields["unit"]
    assert "unit" in fields["value"]


def test_the_article_is_the_publishers_and_unchanged(root: Path, package: dict[str, Any]) -> None:
    entry = resource(package, "article")
    raw = (root / "data" / "article.txt").read_bytes()
    assert entry["bytes"] == len(raw)
    assert entry["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()
    assert entry["sources"][0]["path"] == package_data.source_url("article")
    assert "黑龍江日報" in entry["licenses"][0]["title"]
    assert "MIT" not in json.dumps(entry)


def test_context_is_the_facts_that_were_found(root: Path) -> None:
    with (root / "data" / "context.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    assert all(row["publisher"] and row["url"].startswith("http") for row in rows)
    assert {(row["period"], row["unit"], row["change"]) for row in rows} == {("2021", "%", "increase")}
    of_province = {row["indicator_id"] for row in rows if row["level"] == "province"}
    of_nation = {row["indicator_id"] for row in rows if row["level"] == "nation"}
    assert of_province - of_nation == {"general_public_budget_revenue"}


def test_context_speaks_the_vocabularys_language() -> None:
    context = load_context()
    known = vocabulary.indicators()
    assert set(context["indicator_id"]) <= set(known)
    assert context["value"].gt(0).all()
    assert not context.duplicated(["indicator_id", "level", "period"]).any()


@pytest.mark.parametrize(
    ("name", "area", "value"),
    [
        ("grp", "黑龍江省", 6.1),
        ("grp", "全國", 8.1),
        ("foreign_trade_total", "黑龍江省", 29.6),
        ("general_public_budget_revenue", "黑龍江省", 12.8),
        ("rural_disposable_income", "全國", 10.5),
    ],
)
def test_context_values(name: str, area: str, value: float) -> None:
    context = load_context()
    found = context[(context["indicator_id"] == name) & (context["area"] == area)]
    assert found["value"].tolist() == [value]
