from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hulin_analysis as ha
from hulin_analysis import vocabulary, wording
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.languages import ENGLISH, LANGUAGES, grammar, is_chinese, key_of, language_of
from hulin_analysis.script import language, written

TAGS = {
    "zh-Hans": ["zh", "ZH", "zh-CN", "zh_cn", "zh-SG", "zh-Hans", "zh_HANS", "zh-Hans-CN", "zh-Hans-HK"],
    "zh-Hant": ["zh-TW", "zh_tw", "zh-HK", "zh-MO", "zh-hant", "zh-Hant-HK", "zh-hant-tw", " zh-TW "],
    "en": ["en", "EN", "en-US", "en_GB", "en-HK"],
}
LOCALES = {"zh_CN.UTF-8": "zh-Hans", "zh_TW.Big5@stroke": "zh-Hant", "en_US.UTF-8": "en", "C": None}
NONE = ["", "xx", "zhcn", "zh-XX", "chinese", "e", "Language.EN", "POSIX"]


@pytest.mark.parametrize(("tag", "known"), [(tag, known) for known, tags in TAGS.items() for tag in tags])
def test_the_usual_tags_are_understood(tag: str, known: str) -> None:
    assert language(tag) == language_of(tag) == known


@pytest.mark.parametrize(("name", "known"), LOCALES.items())
def test_the_names_of_locales_are_understood(name: str, known: str | None) -> None:
    assert language_of(name) == known


@pytest.mark.parametrize("tag", [*NONE, 3, True, ["zh"]])
def test_another_language_is_refused_with_those_there_are(tag: object) -> None:
    with pytest.raises(ChartError, match=", ".join(LANGUAGES)):
        language(tag, error=ChartError)  # type: ignore[arg-type]


def test_without_a_tag_the_script_of_the_article_tells() -> None:
    assert [language(None, script) for script in ("hans", "hant", None)] == ["zh-Hans", "zh-Hant", "zh-Hant"]


SIMPLIFIED = "某县公报\n\n2025年，某县地区生产总值134.9亿元，增长5.0%。接待游客34万人次，新建学校3所。"


def test_every_door_takes_the_usual_tags() -> None:
    article = ha.parse_article(SIMPLIFIED)
    metrics = ha.extract(article)
    assert ha.label(metrics, lang="zh-TW").equals(ha.label(metrics, lang="zh-Hant"))
    assert ha.meaning("status", "actual", lang="zh-CN") == "实际"
    for tag, known in (("zh-TW", "zh-Hant"), ("zh", "zh-Hans"), ("en-GB", "en")):
        said = ha.findings(metrics, lang=known)["sentence"].tolist()
        assert ha.findings(metrics, lang=tag)["sentence"].tolist() == said
        assert ha.table(metrics, lang=tag).as_raw_html() == ha.table(metrics, lang=known).as_raw_html()
        drawn = ha.draw_all(article, metrics, lang=tag)
        assert {name: one.title for name, one in drawn.items()} == {
            name: one.title for name, one in ha.draw_all(article, metrics, lang=known).items()
        }


def test_what_a_frame_is_made_into_is_in_the_script_of_its_article() -> None:
    article = ha.parse_article(SIMPLIFIED)
    metrics = ha.extract(article)
    assert ha.plot_indicators(metrics).title == ha.plot_indicators(metrics, lang="zh-Hans").title
    assert "增长" in ha.findings(metrics)["sentence"][0]
    assert "状态" in ha.label(metrics) and "狀態" in ha.label(ha.load_metrics())
    other = ha.extract(ha.parse_article(SIMPLIFIED.replace("某县", "乙县")))
    joined = ha.concat([metrics, other])
    assert "状态" in ha.label(joined) and "增长" in ha.findings(joined)["sentence"][0]
    several = ha.concat([metrics, ha.load_metrics()])
    assert "狀態" in ha.label(several), "where the scripts differ it is traditional"


def test_words_know_the_languages_of_the_package_only() -> None:
    assert Catalog("zh-CN").lang == "zh-Hans"  # type: ignore[arg-type]
    with pytest.raises(ChartError):
        Catalog("xx")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        ha.findings(ha.load_metrics(), lang="xx")  # type: ignore[arg-type]


ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hulin_analysis"
VOCABULARY = SOURCE / "vocabulary"
CATALOGUES = [
    *sorted(SOURCE.rglob("words.toml")),
    SOURCE / "messages.toml",
    *(VOCABULARY / f"{name}.toml" for name in ("labels", "indicator_groups", "partitions")),
]
OTHERS = [lang for lang in LANGUAGES if not is_chinese(lang)]


def entries(value: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what of a file has a language as its key."""
    if isinstance(value, list):
        value = {str(one.get(ENGLISH)): one for one in value if isinstance(one, dict)}
    if isinstance(value, dict):
        if {"zh", *OTHERS} & set(value):
            yield at, value
        for key, one in value.items():
            yield from entries(one, f"{at}.{key}".strip("."))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_entry_of_a_catalogue_has_every_language(path: Path) -> None:
    found = list(entries(read(path)))
    assert len(found) >= 5
    faults = []
    for at, row in found:
        lacking = [key for key in dict.fromkeys(map(key_of, LANGUAGES)) if key not in row]
        faults += [f"{path.relative_to(SOURCE)} [{at}] lacks {key}" for key in lacking]
        if lacking:
            continue
        wanted, known = fields(row[ENGLISH]), fields(row[ENGLISH]) | fields(row["zh"])
        for lang in OTHERS:
            if not wanted <= fields(row[lang]) <= known:
                faults.append(f"{path.relative_to(SOURCE)} [{at}] needs {sorted(wanted)} in {lang}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_in_no_catalogue_has_every_language(lang: str) -> None:
    names = vocabulary.table("wording")["scale_names"]
    scales = [name for _, name in grammar(lang).scales if lang not in names[name]]
    faults = [f"vocabulary/wording.toml [scale_names.{name}] lacks {lang}" for name in scales]
    known, own = read(ROOT / "notebooks" / f"{ENGLISH}.toml"), read(ROOT / "notebooks" / f"{lang}.toml")
    pairs = [(at, key) for at in known for key in known[at] if not own.get(at, {}).get(key)]
    faults += [f"notebooks/{lang}.toml [{at}] lacks {key}" for at, key in pairs]
    if lang not in wording.NAMED:
        faults.append(f"wording.py writes quantities and names in {wording.NAMED}, and not in {lang}")
    assert not faults, "\n".join(faults)


def test_an_entry_that_lacks_a_language_is_not_said_in_another() -> None:
    with pytest.raises(KeyError, match="xx"):
        written({"zh": "來源", "en": "Source"}, "xx")  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="xx"):
        grammar("xx")


def test_code_asks_what_a_language_does_not_which_it_is() -> None:
    spelled = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in OTHERS
    }
    # The code of quantities and names is of one language or another.
    assert spelled - {"wording.py"} == {"languages.py"}, "ask languages.is_chinese or languages.grammar"
