from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

import pytest

import hulin_analysis as ha
from hulin_analysis import script, vocabulary
from hulin_analysis.errors import VocabularyError
from hulin_analysis.unit_groups import currency, groups, unit_group
from hulin_analysis.vocabulary import schema, whole

FOLDER = Path(vocabulary.__file__).parent
SHIPPED = sorted(file.stem for file in FOLDER.glob("*.toml"))
# Several countries call their money so.
SHARED = {"镑", "法郎", "盾", "比索", "第纳尔", "克朗", "先令"}


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


def test_an_indicator_stands_in_one_group_and_has_a_unit_that_is_known() -> None:
    groups_of = Counter(
        id_ for group in vocabulary.table("indicator_groups").values() for id_ in group["indicators"]
    )
    assert {id_ for id_ in vocabulary.indicators() if id_ not in groups_of} == set(), (
        "in no group of indicator_groups.toml"
    )
    assert set(groups_of.values()) == {1}
    units = {row.unit for row in vocabulary.indicators().values() if row.unit}
    assert {unit for unit in units if unit not in groups() and not unit_group(unit)} == {"人年"}, (
        "not in units.toml"
    )


def test_a_verb_of_change_rises_or_falls() -> None:
    change = vocabulary.table("statements")["change"]
    assert not set(change["increase"]) & set(change["decrease"])


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


def test_every_unit_of_money_has_a_currency_or_is_many_countries() -> None:
    money = vocabulary.table("units")["money"]
    codes = {unit: currency(unit) for unit in [*money["words"], *money["before"]]}
    assert {unit for unit, code in codes.items() if code is None} == SHARED
    assert [unit for unit, code in codes.items() if code and not re.fullmatch("[A-Z]{3}", code)] == []


def test_what_is_a_unit_behind_arabic_digits_only_is_one() -> None:
    words = vocabulary.table("units")["arabic_only"]["words"]
    assert [word for word in words if word not in groups()] == []


def lists(value: Any, *at: str) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Walk a table, and yield its lists with the keys that lead to them."""
    if isinstance(value, list):
        yield at, value
    for key, below in value.items() if isinstance(value, dict) else ():
        yield from lists(below, *at, key)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_files_keep_to_their_own_schema(name: str) -> None:
    table = vocabulary.table(name)
    schema.expect_shape(FOLDER / f"{name}.toml", table, table)
    whole.expect_whole(FOLDER / f"{name}.toml", table, table, vocabulary.indicators())
    assert [at for at, words in lists(table) if len(words) != len({str(word) for word in words})] == []


SOURCES = "\n".join(
    file.read_text(encoding="utf-8") for file in FOLDER.parent.rglob("*.py") if file != Path(schema.__file__)
)


@pytest.mark.parametrize("name", ["exclusions", "fixed_terms", "hedges", "signs", "units"])
def test_no_table_and_no_key_is_dead(name: str) -> None:
    table = vocabulary.table(name)
    others = schema.OTHER_TABLES if name == "units" else table.keys()
    keys = {*chain.from_iterable(table[key] for key in others if key != "exact"), *others}
    if name == "units":
        keys |= schema.GROUP.keys()
        assert table.keys() >= schema.OTHER_TABLES
    assert [key for key in sorted(keys) if f'"{key}"' not in SOURCES and f".{key}>" not in SOURCES] == []


def test_every_list_of_expressions_is_known_as_one() -> None:
    used = set(re.findall(r'\bexpressions\("(\w+)", "(\w+)"\)', SOURCES))
    assert len(used) >= 5
    assert {f"statements.{table}.{key}" for table, key in used} <= schema.EXPRESSIONS
    known = {".".join((name, *at)) for name in SHIPPED for at, _ in lists(vocabulary.table(name))}
    assert schema.EXPRESSIONS - known == {"units.score.behind"}


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


def test_a_table_of_the_readers_own_is_a_group_of_units(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text(
        '[catch]\nwords = ["尾次"]\nhalves = false\n'
        '[hive]\nwords = ["箱蜂"]\nenglish = "hives"\ncounted = true\n',
        encoding="utf-8",
    )
    code = (
        "import hulin_analysis as ha\n"
        "from hulin_analysis import wording\n"
        "from hulin_analysis.unit_groups import unit_group\n"
        "article = ha.parse_article('某縣新聞\\n去年捕撈鱘魚30尾次,放流鯉魚120尾次,每尾次補20元,學校3所。')\n"
        "metrics = ha.extract(article)\n"
        "print(metrics[['quote', 'unit', 'kind']].head(2).values.tolist(), unit_group('尾次'))\n"
        "plots = (ha.plot_activities, ha.plot_amounts, ha.plot_indicators, ha.plot_investments)\n"
        "print([type(plot(metrics)).__name__ for plot in plots], ha.audit(article).unaccounted)\n"
        "print(ha.label(metrics)['單位'].tolist())\n"
        "hives = ha.extract(ha.parse_article('某縣新聞\\n新增中蜂30箱蜂。'))\n"
        "print(hives['kind'].tolist(), wording.thing_name('某某', kind='activity', unit='箱蜂'))"
    )
    run = in_new_python(tmp_path, code)
    assert run.stdout.splitlines() == [
        "[['30尾次', '尾次', 'other'], ['120尾次', '尾次', 'other']] catch",
        f"{['AnnotatedFigure'] * 4} ()",
        "['尾次', '尾次', '元', '所']",
        "['activity'] hives (某某)",
    ], run.stderr


def test_a_word_is_no_regular_expression(tmp_path: Path) -> None:
    number = count(0x56DB)
    unsafe = {"comparable", "spoken", "ids", "order", "under", "indicators", "wholes"}  # of words there are
    for name in {*SHIPPED} - {"indicators", "particle"}:
        found = {at: words for at, words in lists(vocabulary.table(name)) if not unsafe & {*at}}
        lines = []
        for at, words in found.items():
            sign = "." if ".".join((name, *at)) in schema.EXPRESSIONS else "("
            word = next(word for n in number if script.to_simplified(word := f"某{chr(n)}{sign}") == word)
            entry = [[word] if words and isinstance(words[0], list) else word]
            lines.append(f"{'.'.join(map(json.dumps, at))} = {json.dumps(entry)}")
        (tmp_path / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")
    code = (
        "import hulin_analysis as ha\n"
        "article = ha.load_article()\n"
        "print(ha.extract(article).equals(ha.load_metrics()))\n"
        "text = '甲县2025年统计公报\\n2025年,全县地区生产总值增长5%,唯一一家企业获评,户均增收1万元。'\n"
        "article = ha.parse_article(text, place='甲县')\n"
        "frame = ha.extract(article).assign(document='a.txt', **article.metadata())\n"
        "print(len(frame), ha.compare(frame, 'GDP')['place'].tolist())"
    )
    run = in_new_python(tmp_path, code)
    assert run.stdout.splitlines() == ["True", "3 ['甲县']"], run.stderr


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HULIN_VOCABULARY", str(tmp_path))
    return tmp_path


def refusal(own: Path, name: str, content: str) -> str:
    """Read a table beside the reader's file; return the one sentence that says what is wrong with that."""
    (own / name).write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        vocabulary.table.__wrapped__("particle")
    said = str(caught.value)
    assert name in said
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("units", "[things", "units.toml cannot be read"),
        (
            "units",
            "[catch]\nword = []",
            "the key 'word' in [catch], where only words, bases, before, currency,",
        ),
        ("units", "[catch.weight]", "the table 'weight' in [catch], where only words,"),
        ("units", "[arabic_only]\nword = []", "the key 'word' in [arabic_only], where only words are known"),
        ("hedges", "[below]\nbefore = []", "the table 'below' in the file, where only over, under, about,"),
        ("hedges", "[under]\nbehind = []", "the key 'behind' in [under], where only before, after,"),
        ("english", '[measured]\nweight = "mass"', "the key 'weight' in [measured], where only investment,"),
        ("boilerplate", "line = []", "the key 'line' in the file, where only lines, patterns, elements are"),
        ("labels", '[kind]\nmine = { zh = "我", en = "I" }', "the table 'mine' in [kind], where only"),
    ],
)
def test_what_is_not_known_is_refused(name: str, content: str, said: str, own: Path) -> None:
    assert said in refusal(own, f"{name}.toml", content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "units",
            'things = "趟次"',
            "'趟次' for things of the file, where a table belongs; write [things] on",
        ),
        ("units", '[things]\nwords = "趟次"', 'where a list in square brackets belongs; write words = ["…"]'),
        ("units", "[things]\nwords = [3]", "has 3 for words of [things], where text in quotation marks"),
        ("units", '[things]\nwords = [""]', "has an empty word for words of [things]"),
        ("units", '[things.named]\n"" = "个"', "has an empty word for named of [things]"),
        ("units", '"" = 1', "has an empty word for the file"),
        ("units", "[things]\nhalves = 1", "has 1 for halves of [things], where true or false belongs"),
        (
            "units",
            '[money.parts]\n"元" = { "角" = 0 }',
            "for 角 of [money.parts.元], where a whole number from 1",
        ),
        ("units", '[comparable]\nsame = ["场"]', 'write same = [["…"]]'),
        (
            "units",
            '[exact.power]\n"马力" = 735.5',
            "has 735.5 for 马力 of [exact.power], where a whole number",
        ),
        ("signs", "minus = []", "has a list for minus of the file, where a table belongs"),
        ("labels", '[kind]\nother = "x"', "for other of [kind], where a table belongs"),
        ("boilerplate", "[lines]", "has a table for lines of the file, where a list"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, content: str, said: str, own: Path) -> None:
    assert said in refusal(own, f"{name}.toml", content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "boilerplate",
            "patterns = ['(a+)+']",
            "the word '(a+)+' for patterns of the file, and '(' makes an expr",
        ),
        (
            "statements",
            "[trim]\nstops = ['某*']",
            "'某*' for stops of [trim], and '*' makes an expression of it",
        ),
        (
            "units",
            '[things]\nwords = ["趟次",\n "万"]',
            "(line 3) has the word '万' for words of [things], without",
        ),
        ("units", '[things]\nwords = ["，"]', "'，' for words of [things], which is compared in simplified"),
        ("units", '[things]\nwords = ["趟\\u0007次"]', "with a control character or a space at its edge"),
        ("units", '[things]\nwords = ["趟次\\u2028"]', "with a control character or a space at its edge"),
        ("units", '[things]\nwords = [" 趟次"]', "with a control character or a space at its edge"),
        (
            "units",
            '[things]\nwords = ["趟次",\n"趟次"]',
            "has '趟次' for words of [things], twice in one list",
        ),
        (
            "units",
            '[things]\nwords = ["輛次"]',
            "which is compared in simplified script and half width; write '辆次'",
        ),
        (
            "units",
            '[catch]\nwords = ["元"]',
            "(line 2) has the word '元' for words of [catch], which stands in [mon",
        ),
        (
            "units",
            '[catch]\nwords = ["千瓦"]',
            "'千瓦' for words of [catch], which stands in [energy] already",
        ),
        (
            "units",
            '[things]\ncurrency = { "贝壳" = "XAA" }',
            "'贝壳' for currency of [things], which is not a unit",
        ),
        (
            "units",
            '[comparable]\nsame = [["趟次", "次"]]',
            "'趟次' for same of [comparable], which is not a unit",
        ),
        ("units", '[money.parts]\n"角" = { "元" = 1 }', "as a part of itself; remove it from its own parts"),
        (
            "units",
            '[money.currency]\n"元" = "USD"',
            "(line 2) has 'USD' for 元 of [money.currency], which the pack",
        ),
        ("units", "[money.parts.'元']\n'角' = -1", "has -1 for 角 of [money.parts.元], where a whole number"),
        (
            "units",
            "[money.parts.'元']\n'角' = inf",
            "has inf for 角 of [money.parts.元], where a whole number",
        ),
        ("units", f"[money.parts.'元']\n'角' = 1{'0' * 20}", "where a whole number from 1"),
        (
            "hedges",
            '[under]\nbefore = ["超过"]',
            "'超过' for before of [under], which stands in [over] already",
        ),
        ("hedges", "[under]\nbefor = []", "only before, after, loose, infix are known; write 'before' or"),
        (
            "findings",
            '[prices]\nids = ["cpi"]',
            "'cpi' for ids of [prices], which is not the id of an indicator; w",
        ),
        (
            "indicator_groups",
            '[trade]\nindicators = ["grp"]',
            "'grp' for indicators of [trade], which stands in [acc",
        ),
        ("units", f"a = {'[' * 3000}", "units.toml cannot be read ("),
        ("units", f"a = {'1' * 5000}", "units.toml cannot be read ("),
    ],
)
def test_a_word_that_no_text_or_every_text_has_is_refused(
    name: str, content: str, said: str, own: Path
) -> None:
    assert said in refusal(own, f"{name}.toml", content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            '[honey]\nname = ["蜂蜜产量"]',
            "the key 'name' in [honey], where only names, english, unit, note are",
        ),
        ('[honey]\nnames = ["蜂蜜产量"]', "a new indicator [honey] without english, unit"),
        ('[honey]\nnames = []\nenglish = "Honey"\nunit = ""', "a new indicator [honey] without names"),
        ('[honey]\nnames = ["GDP"]\nenglish = "Honey"\nunit = ""', "the name GDP to [grp] and [honey]"),
        ('[grp]\nnames = ["GNI"]', "the name GNI to [grp] and [gross_national_income]"),
        ('[grp]\nenglish = "Honey"', "(line 2) has 'Honey' for english of [grp], which the package has as"),
        (
            '[h]\nnames = ["造"]\nenglish = "H"\nunit = ""',
            "'造' for names of [h], of one character, which stands",
        ),
        ('[grp]\nnames = "全镇总产出"', "'全镇总产出' for names of [grp], where a list in square brackets"),
    ],
)
def test_an_indicator_that_is_none_is_refused(content: str, said: str, own: Path) -> None:
    assert said in refusal(own, "indicators.toml", content)


def test_what_a_noun_counts_is_a_unit_of_its_group(own: Path) -> None:
    said = refusal(own, "units.toml", '[catch]\nnamed = { "渔获" = "尾次" }')
    assert "渔获 count 尾次 in [catch.named], which is not a unit of [catch]" in said
    text = '[catch]\nwords = ["尾次"]\nnamed = { "渔获" = "尾次" }'
    (own / "units.toml").write_text(text, encoding="utf-8")
    assert vocabulary.table.__wrapped__("units")["catch"]["named"] == {"渔获": "尾次"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unit.toml", "unit.toml to one of units.toml, or remove it"),
        ("Hedges.toml", "Hedges.toml to one of hedges.toml, or"),
        ("fixed-term.toml", "fixed-term.toml to one of fixed_terms.toml, or"),
        ("units.toml.txt", "units.toml.txt to one of units.toml, or"),
        ("units.txt", "units.txt to one of units.toml, or"),
        ("units.TOML", "units.TOML to one of units.toml, or"),
        ("pyproject.toml", "pyproject.toml to one of bases.toml, boilerplate.toml, cautions.toml, "),
    ],
)
def test_a_file_of_another_name_is_refused(name: str, said: str, own: Path) -> None:
    assert said in refusal(own, name, "")


def test_what_the_vocabulary_does_not_read_may_stand_beside_it(own: Path) -> None:
    for name in ("README.md", "._units.toml", "stop_words.txt"):
        (own / name).write_text("[", encoding="utf-8")
    # Windows' Notepad writes a mark in front of a text.
    (own / "units.toml").write_text('\ufeff[things]\nwords = ["趟次"]', encoding="utf-8")
    assert "趟次" in vocabulary.table.__wrapped__("units")["things"]["words"]


def test_a_folder_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HULIN_VOCABULARY", str(tmp_path / "missing"))
    with pytest.raises(VocabularyError, match="which cannot be read as a folder"):
        vocabulary.table.__wrapped__("units")


def test_a_folder_without_a_vocabulary_is_named(own: Path) -> None:
    with pytest.raises(VocabularyError, match="which has no file of a vocabulary; write units"):
        vocabulary.table.__wrapped__("units")


@pytest.mark.parametrize("content", [b"[things]\nwords = ['\xff']", b"\xff\xfe[\x00"])
def test_a_file_that_is_not_in_utf_8_is_named_with_its_line(content: bytes, own: Path) -> None:
    (own / "units.toml").write_bytes(content)
    with pytest.raises(VocabularyError, match=r"units.toml cannot be read \(line \d is not in UTF-8\)"):
        vocabulary.table.__wrapped__("units")


def test_a_copy_of_a_shipped_file_adds_nothing(own: Path) -> None:
    for name in SHIPPED:
        if name != "units":
            (own / f"{name}.toml").write_bytes((FOLDER / f"{name}.toml").read_bytes())
    assert vocabulary._with_own.__wrapped__(own) == {
        n: vocabulary._shipped(n) for n in SHIPPED if n != "units"
    }


@pytest.mark.parametrize("command", ["extract a.txt", "audit a.txt", "corpus articles -o out"])
def test_a_command_ends_with_the_sentence(command: str, tmp_path: Path) -> None:
    words, articles = tmp_path / "words", tmp_path / "articles"
    words.mkdir()
    articles.mkdir()
    # No command reads the table of labels before it writes: the fault stops each of them all the same.
    (words / "labels.toml").write_text("[kinds]", encoding="utf-8")
    for file in (tmp_path / "a.txt", articles / "a.txt"):
        file.write_text("某縣新聞\n去年建學校3所。\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", "from hulin_analysis.cli import main; main()", *command.split()],
        env={**os.environ, "HULIN_VOCABULARY": str(words), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(
        r"hulin: The vocabulary \S+labels\.toml \(line 1\) has the table 'kinds' .*\n", run.stderr
    )
    assert not (tmp_path / "out").exists()
