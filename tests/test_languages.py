from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hulin_analysis as ha
from hulin_analysis.charts.catalog import Catalog
from hulin_analysis.errors import ChartError, DataError
from hulin_analysis.languages import LANGUAGES, is_chinese, language_of
from hulin_analysis.script import language

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
    with pytest.raises(ChartError, match="zh-Hant, zh-Hans, en"):
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


def test_words_know_one_of_the_three_only() -> None:
    assert Catalog("zh-CN").lang == "zh-Hans"  # type: ignore[arg-type]
    with pytest.raises(ChartError):
        Catalog("xx")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        ha.findings(ha.load_metrics(), lang="xx")  # type: ignore[arg-type]


SOURCE = Path(ha.__file__).parent
CATALOGUES = [*SOURCE.rglob("words.toml"), SOURCE / "messages.toml", SOURCE / "vocabulary" / "labels.toml"]


def entries(value: Any, *at: object) -> Iterator[tuple[str, dict[str, str]]]:
    """Walk a catalogue, and yield what says something in words, with the keys that lead to it."""
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        yield ".".join(map(str, at)), value
    elif isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value, 1):
            yield from entries(below, *at, key)


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_every_entry_of_a_catalogue_has_every_language(file: Path) -> None:
    found = dict(entries(tomllib.loads(file.read_text(encoding="utf-8"))))
    wanted = [lang for lang in LANGUAGES if not is_chinese(lang)]
    assert len(found) >= 8 and "en" in wanted
    assert [f"{key}: no {lang}" for key, row in found.items() for lang in wanted if not row.get(lang)] == []


def test_no_rule_asks_for_english() -> None:
    """What holds for English holds for any language but Chinese; the code has messages in English."""
    asked = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if re.search("lang [!=]= .en.", file.read_text(encoding="utf-8"))
    }
    assert asked == {"messages.py", "cli/article.py"}
