"""The open gold: sixty annotated passages, each annotation well-formed, and the figures that may not fall."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from for_each import for_each
from typer.testing import CliRunner

from hulin_analysis import vocabulary
from hulin_analysis.cli import app
from hulin_analysis.codes import Change, Hedge, Kind, Status
from hulin_analysis.errors import DataError
from hulin_analysis.scoring import COLUMNS, GoldPassage, GoldQuantity, compare, figures, read_gold, score

FOLDER = Path(__file__).parent
PASSAGES = read_gold(FOLDER)
GENRES = sorted({passage.genre for passage in PASSAGES})
CODES = {"hedge": Hedge, "change": Change, "status": Status, "kind": Kind}
MEASURED = ("value", "quantity", "fact", "silent", "statement", "period_right", "subject_right")
#: What was measured, rounded down to 0.01; the silent share is a ceiling, rounded up.
FLOORS = {
    "county-news": (0.99, 0.99, 0.92, 0.02, 0.78, 1.00, 0.98),
    "work-report": (1.00, 1.00, 0.95, 0.05, 0.76, 0.88, 0.61),
    "communique": (1.00, 1.00, 0.95, 0.00, 0.94, 0.84, 0.40),
    "budget": (1.00, 1.00, 0.86, 0.05, 0.88, 1.00, 0.80),
    "company": (1.00, 1.00, 0.98, 0.02, 0.93, 1.00, 0.21),
    "interview": (1.00, 1.00, 0.84, 0.02, 0.57, 0.84, 0.56),
    "hongkong": (0.98, 0.98, 0.89, 0.09, 0.93, 0.62, 0.94),
    "taiwan": (0.98, 0.98, 0.81, 0.13, 0.78, 0.81, 0.73),
    "plan": (0.99, 0.99, 0.92, 0.04, 0.33, 0.93, 0.50),
    "gazetteer": (0.98, 0.96, 0.81, 0.09, 0.70, 0.82, 0.56),
    "notice": (0.98, 0.98, 0.80, 0.12, 0.40, 0.95, 0.73),
    "bulletin": (0.98, 0.98, 0.86, 0.11, 0.88, 0.83, 0.84),
    "all": (0.99, 0.99, 0.88, 0.063, 0.82, 0.87, 0.66),
}
_TIME = r"\d{4}(-\d\d(-\d\d)?)?"
PERIOD = re.compile(rf"{_TIME}(/({_TIME}|\.\.))?|P\d+Y/{_TIME}|{_TIME}/P\d+[YMD]|\.\./{_TIME}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")

each_passage = for_each(PASSAGES)


def rows(passage: GoldPassage) -> list[dict[str, str]]:
    with passage.path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sixty_passages_of_twelve_genres() -> None:
    assert Counter(passage.genre for passage in PASSAGES) == dict.fromkeys(GENRES, 5)
    assert len(GENRES) == 12
    assert {path.stem for path in FOLDER.glob("*.txt")} == {passage.name for passage in PASSAGES}


@each_passage
def test_an_annotation_is_well_formed(passage: GoldPassage) -> None:
    found = rows(passage)
    assert list(found[0]) == list(COLUMNS)
    starts = [quantity.start for quantity in passage.quantities]
    assert starts == sorted(starts), "the rows are in the order of the text"
    statements = {row["statement"] for row in found}
    for row, quantity in zip(found, passage.quantities, strict=True):
        assert row["optional"] in ("true", "false")
        for name, codes in CODES.items():
            assert set(quantity.answers[name]) <= {str(code) for code in codes}, (row["quote"], name)
        value, low, high = (quantity.answers[name][0] for name in ("value", "low", "high"))
        assert quantity.optional or (value is None) == (low is not None) == (high is not None), row["quote"]
        assert low is None or low < high
        assert row["part_of"] in {"", *statements} - {row["statement"]}, row["quote"]
        assert {one for one in quantity.answers["indicator_id"] if one} <= set(vocabulary.table("indicators"))
        for name in ("period", "base"):
            times = [
                one
                for one in quantity.answers[name]
                if one and (name == "period" or re.match(r"\d{4}\b", one))
            ]
            assert all(map(PERIOD.fullmatch, times)), (row["quote"], times)


@each_passage
def test_every_digit_is_annotated_or_listed_as_no_quantity(passage: GoldPassage) -> None:
    text = passage.path.read_text(encoding="utf-8")
    with (FOLDER / "passages.csv").open(encoding="utf-8", newline="") as file:
        notes = {row["passage"]: row["note"] for row in csv.DictReader(file)}
    listed = set(_DIGITS.findall(notes[passage.name]))
    covered = {at for one in passage.quantities for at in range(one.start, one.end)}
    left = [run for run in _DIGITS.finditer(text) if not covered.intersection(range(*run.span()))]
    assert {run[0] for run in left} <= listed


def test_the_figures_do_not_fall() -> None:
    tallies: dict[str, Counter[str]] = {}
    for passage, tally, _ in score(PASSAGES):
        for genre in (passage.genre, "all"):
            tallies.setdefault(genre, Counter()).update(tally)
    assert set(tallies) == set(FLOORS)
    for genre, tally in tallies.items():
        found = figures(tally)
        for name, floor in zip(MEASURED, FLOORS[genre], strict=True):
            figure = found[name]
            assert figure is not None
            assert figure <= floor if name == "silent" else figure >= floor, (genre, name, figure)


# -- the scorer --------------------------------------------------------------------------------------------

_KEYS = ("start", "end", "value", "low", "high", "unit", "hedge", "change", "status", "indicator")
_GOLD = [
    ((0, 4, 4.2, None, None, "%", "exact", "increase", "actual", "地区生产总值"), False),
    ((10, 16, None, 3.0, 5.0, "年", "exact", "none", "target", "工期"), False),
    ((20, 26, 2.2, None, None, "百分点", "exact", "increase", "actual", "民间投资占比"), False),
    ((30, 34, 200.0, None, None, "项", "over", "none", "actual", "重点项目"), False),
    ((40, 42, 2.0, None, None, "个", "exact", "none", "actual", "台阶"), True),
    ((50, 54, 7.0, None, None, "家", "exact", "none", "actual", "企业"), False),
    ((60, 64, 8.0, None, None, "元", "exact", "none", "actual", "补贴"), False),
    ((70, 74, 9.0, None, None, "个", "exact", "none", "actual", "学校"), False),
]
_PREDICTED = [
    (0, 4, 4.2, None, None, "％", "exact", "increase", "actual", "生产总值"),
    (10, 16, None, 3.0, 5.0, "年", "exact", "none", "actual", "工期"),
    (20, 26, 2.2, None, None, "個百分點", "exact", "increase", "actual", ""),
    (30, 33, 200.0, None, None, "项", "exact", "none", "actual", "项目"),
    (33, 34, 1.0, None, None, "项", "exact", "none", "actual", "项目"),
    (40, 42, 3.0, None, None, "个", "exact", "none", "actual", "台阶"),
    (41, 42, 2.0, None, None, "个", "exact", "none", "actual", "台阶"),
    (50, 54, 8.0, None, None, "家", "exact", "none", "actual", "企业"),
    (60, 64, 8.0, None, None, "角", "exact", "none", "actual", "补贴"),
    (90, 94, 1.0, None, None, "个", "exact", "none", "actual", "别的"),
]


def quantity(row: tuple[object, ...], optional: bool = False, **columns: str) -> GoldQuantity:
    given = dict(zip(_KEYS, row, strict=True)) | columns
    answers = {name: [given.get(name) or None] for name in COLUMNS[2:-2]}
    return GoldQuantity(row[0], row[1], answers, optional)  # type: ignore[arg-type]


def test_the_figures_are_those_of_the_annotation_guide() -> None:
    gold = [quantity(row, optional) for row, optional in _GOLD]
    tally, _ = compare(gold, [dict(zip(_KEYS, row, strict=True)) for row in _PREDICTED])
    found = figures(tally)
    # As the scorer of the guide prints them for these rows.
    assert (found["gold"], found["predicted"]) == (7, 8)
    assert [round(found[name] or 0, 4) for name in ("value", "quantity", "fact")] == [0.6667, 0.5333, 0.1333]
    assert found["silent"] == 0.75


def test_statements_are_compared_in_pairs_and_parts_by_what_they_hold() -> None:
    numbers = [row for row, optional in _GOLD if not optional][:4]
    places = [("1", ""), ("1", ""), ("2", "1"), ("3", "1")]
    gold = [quantity(row, statement=a, part_of=b) for row, (a, b) in zip(numbers, places, strict=True)]
    given = [("s1", None), ("s1", None), ("s2", "s1"), ("s2", "s9")]
    predicted = [
        dict(zip(_KEYS, row, strict=True)) | {"statement": a, "part_of": b}
        for row, (a, b) in zip(numbers, given, strict=True)
    ]
    found = figures(compare(gold, predicted)[0])
    assert found["statement"] == pytest.approx(2 / 3)
    assert (found["part_of_right"], found["part_of_wrong"]) == (0.5, 0.5)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    (tmp_path / "a-1.txt").write_text("新建学校3所，共计3所。", encoding="utf-8")
    head = "passage,genre,title,published,place,language,note\n"
    (tmp_path / "passages.csv").write_text(head + "a-1,a,,,,zh-Hans,\n", encoding="utf-8")
    row = dict.fromkeys(COLUMNS, "") | {"quote": "3所", "nth": "2", "value": "3", "unit": "所"}
    row |= {
        "hedge": "exact",
        "change": "none",
        "status": "actual",
        "indicator": "学校",
        "alternatives": "unit=座",
    }
    with (tmp_path / "a-1.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    return tmp_path


def test_another_program_is_scored_by_its_predictions(tiny: Path) -> None:
    line = {"passage": "a-1", "start": 9, "end": 11, "value": 3, "unit": "座"}
    (tiny / "found.jsonl").write_text(json.dumps(line), encoding="utf-8")
    run = CliRunner().invoke(app, ["score", str(tiny), "--predictions", str(tiny / "found.jsonl"), "--json"])
    figure = json.loads(run.stdout)["all"]
    assert (figure["quantity"], figure["fact"]) == (1.0, 0.0)
    shown = CliRunner().invoke(
        app, ["score", str(tiny), "--predictions", str(tiny / "found.jsonl"), "--misses"]
    )
    assert shown.stdout.startswith("a-1: hedge,change,status,indicator: ")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("a-1.csv", "3所", "4所", "Line 2 of "),
        ("a-1.csv", "quote", "words", "has no column 'quote'"),
        ("passages.csv", "a-1", "a-2", "cannot be read"),
    ],
)
def test_a_faulty_annotation_is_named(tiny: Path, file: str, old: str, new: str, said: str) -> None:
    path = tiny / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_gold(tiny)


@pytest.mark.parametrize("line", ["{", "{}", '{"passage": "b-1", "start": 0, "end": 1}', "[]"])
def test_a_faulty_prediction_is_named(tiny: Path, line: str) -> None:
    (tiny / "found.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=r"Line 1 of .*found\.jsonl"):
        list(score(read_gold(tiny), tiny / "found.jsonl"))
