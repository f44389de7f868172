from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import hulin_analysis as ha
from hulin_analysis import script, vocabulary
from hulin_analysis.errors import DataError
from hulin_analysis.statements import lexicon
from hulin_analysis.unit_groups import currency


def test_the_indicators_are_many_named_once_and_translated() -> None:
    indicators = vocabulary.indicators()
    assert len(indicators) >= 120
    names = [name for row in indicators.values() for name in row.names]
    assert len(names) == len(set(names)) == len(vocabulary.indicator_index())
    assert all(name == script.fold(name) for name in names)
    english = [row.english for row in indicators.values()]
    assert all(english)
    assert len(english) == len(set(english))
    assert any(row.note for row in indicators.values())


@pytest.mark.parametrize(
    ("alias", "id_"),
    [
        ("规上工业增加值", "industrial_value_added_above_size"),
        ("GDP", "grp"),
        ("社零总额", "retail_sales_consumer_goods"),
    ],
)
def test_an_alias_leads_to_its_indicator(alias: str, id_: str) -> None:
    assert vocabulary.indicator_index()[alias] == id_


def test_the_table_of_indicators_has_both_scripts() -> None:
    table = ha.indicators()
    assert len(table) == len(vocabulary.indicators())
    assert table.loc["industrial_value_added_above_size", "traditional"] == "規模以上工業增加值"
    assert "规上工业增加值" in table.loc["industrial_value_added_above_size", "aliases"]
    assert [script.fold(name) for name in table["traditional"]] == table["simplified"].tolist()


def test_every_unit_of_money_has_a_currency() -> None:
    units = vocabulary.table("units")["money"]["words"]
    codes = {unit: currency(unit) for unit in units}
    assert [unit for unit, code in codes.items() if code is None or len(code) != 3] == []


def test_no_word_is_longer_than_the_stretch_it_is_looked_for_in() -> None:
    tail = vocabulary.table("statements")["trim"]["tail"]
    assert max(map(len, tail)) <= lexicon._LONGEST_TAIL


def in_new_python(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """The tables are read once in a process: another one shows what a folder adds."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HULIN_VOCABULARY": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_folder_adds_units_hedges_and_indicators(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[things]\nwords = ["趟次"]\n', encoding="utf-8")
    (tmp_path / "hedges.toml").write_text('[under]\nbefore = ["眼看"]\n', encoding="utf-8")
    (tmp_path / "indicators.toml").write_text(
        '[grp]\nnames = ["全镇总产出"]\n'
        '[honey]\nnames = ["蜂蜜产量"]\nenglish = "Output of honey"\nunit = "吨"\n',
        encoding="utf-8",
    )
    code = (
        "import hulin_analysis as ha\n"
        "article = ha.parse_article('某鎮\\n來源:某報\\n開行眼看30趟次,全鎮總產出5億元,蜂蜜產量3噸。')\n"
        "print(ha.extract(article)[['quote', 'unit', 'hedge', 'indicator_id']].fillna('').values.tolist())\n"
        "print(ha.load_metrics().equals(ha.extract(ha.load_article())))"
    )
    run = in_new_python(tmp_path, code)
    assert run.stdout.splitlines() == [
        "[['眼看30趟次', '趟次', 'under', ''], ['5億元', '元', 'exact', 'grp'], "
        "['3噸', '噸', 'exact', 'honey']]",
        "True",
    ], run.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("units.toml", "[things", "units.toml cannot be read"), ("", "", "which is no folder")],
)
def test_a_folder_that_cannot_be_read_is_named(
    name: str, content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path if name else tmp_path / "missing"
    if name:
        (folder / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("HULIN_VOCABULARY", str(folder))
    with pytest.raises(DataError, match=message):
        vocabulary.table.__wrapped__("units")
