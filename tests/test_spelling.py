"""Spelling: what the package prints has in each script the characters of that script, and no others."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import opencc
import pytest

from hulin_analysis import load_article, vocabulary
from hulin_analysis.keywords import segment
from hulin_analysis.script import convert, to_simplified, to_traditional

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hulin_analysis"
CHINESE = re.compile("[\u3400-\u9fff]")
#: Catalogues whose keys say what is shown; the rest of the vocabulary is matched, not shown.
SHOWN = ("zh", "name")
#: Both are right in traditional script.
EITHER = {"占": "佔", "布": "佈", "注": "註", "註": "注", "台": "臺", "周": "週", "了": "瞭"}


def leaves(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if CHINESE.search(value):
            yield at, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, f"{at}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, f"{at}.{number}")


def printed() -> dict[str, str]:
    """Every Chinese text of the catalogues, and the names and notes of indicators."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.toml")):
        kept = leaves(tomllib.loads(path.read_text(encoding="utf-8")), str(path.relative_to(SOURCE)))
        found |= {key: text for key, text in kept if key.rpartition(".")[2] in SHOWN}
    for row in vocabulary.indicators().values():
        found |= {f"{row.id}.{text}": text for text in (*row.names, row.note) if CHINESE.search(text)}
    return found


def in_notebooks() -> dict[str, str]:
    return {
        f"{path.name}.{cell['id']}": "".join(cell["source"])
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    }


PRINTED, NOTEBOOKS = printed(), in_notebooks()


def foreign(text: str, charset: str) -> set[str]:
    """Return the characters that a national character set lacks: GB 2312 is simplified, Big5 traditional."""
    return {char for char in CHINESE.findall(text) if not char.encode(charset, "ignore")}


def test_the_texts_are_there() -> None:
    places = {key.partition(".")[0] for key in PRINTED}
    assert {"charts/words", "finding/words", "vocabulary/labels"} <= places
    assert len(PRINTED) > 800 and len(NOTEBOOKS) > 50


@pytest.mark.parametrize("texts", [PRINTED, NOTEBOOKS], ids=["catalogues", "notebooks"])
def test_simplified_text_has_simplified_characters_only(texts: dict[str, str]) -> None:
    letters = opencc.OpenCC("t2s")
    for key, text in texts.items():
        shown = convert(text, "zh-Hans")
        assert not foreign(shown, "gb2312"), (key, shown)
        assert not [char for char in CHINESE.findall(shown) if letters.convert(char) != char], (key, shown)


@pytest.mark.parametrize("texts", [PRINTED, NOTEBOOKS], ids=["catalogues", "notebooks"])
def test_simplified_text_has_the_particle_but_in_words_of_its_own(texts: dict[str, str]) -> None:
    stays = vocabulary.table("particle")["stays"]["words"]
    for key, text in texts.items():
        for word in segment(convert(text, "zh-Hans")):
            assert "著" not in word or any(known in word for known in stays), (key, word)


@pytest.mark.parametrize("texts", [PRINTED, NOTEBOOKS], ids=["catalogues", "notebooks"])
def test_traditional_text_has_traditional_characters_only(texts: dict[str, str]) -> None:
    for key, text in texts.items():
        shown = convert(text, "zh-Hant")
        assert not foreign(shown, "big5"), (key, shown)


def test_a_character_of_both_scripts_is_the_one_its_word_asks_for() -> None:
    """里, 余, 后 are traditional too, but of other words: OpenCC tells by the words that jieba finds."""
    for key, text in PRINTED.items():
        shown = convert(text, "zh-Hant")
        simplified = to_simplified(shown)
        by_word = "".join(map(to_traditional, segment(simplified)))
        assert len(by_word) == len(shown)
        right = zip(shown, by_word, to_traditional(simplified), strict=True)
        wrong = [one for one, *others in right if one not in others and EITHER.get(one) not in others]
        assert not wrong, (key, shown, wrong)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("帶著顯著成效", "带着显著成效"),
        ("乾淨、乾縣、乾隆", "干净、乾县、乾隆"),
        ("瞭解,明瞭", "了解,明了"),
        ("藉口,慰藉", "借口,慰藉"),
        ("答覆,覆蓋", "答复,覆盖"),
        ("象徵,徵收", "象征,征收"),
        ("公共衞生,光纖綫路", "公共卫生,光纤线路"),
        ("由於,餘萬人,以後,裡面,裏面,分鐘,準備,什麼,發佈,佔地,週期,臺灣,羣眾,群眾,為了,爲了",
         "由于,余万人,以后,里面,里面,分钟,准备,什么,发布,占地,周期,台湾,群众,群众,为了,为了"),
    ],
)  # fmt: skip
def test_one_character_for_several_is_told_by_the_word(traditional: str, simplified: str) -> None:
    assert to_simplified(traditional) == convert(traditional, "zh-Hans") == simplified


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("为了群众", "為了群眾"),
        ("公里之后,皇后,里面", "公里之後,皇后,裡面"),
        ("干部干净,干预", "幹部乾淨,干預"),
        ("一余万人,征收,象征", "一餘萬人,徵收,象徵"),
        ("时钟,标准,准许", "時鐘,標準,准許"),
        ("污水处理率", "污水處理率"),
        ("面粉,方面,系统,联系", "麵粉,方面,系統,聯繫"),
    ],
)
def test_the_word_asks_for_its_traditional_character(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == convert(simplified, "zh-Hant") == traditional


def test_traditional_text_is_left_as_its_author_wrote_it() -> None:
    title = load_article().text[:200]
    assert convert(title, "zh-Hant") == title
    assert convert("這裏衞生為群眾發佈", "zh-Hant") == "這裏衞生為群眾發佈"
