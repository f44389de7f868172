from __future__ import annotations

import pytest
from case_files import lines
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

from hulin_analysis.errors import NumeralError
from hulin_analysis.frames import extract
from hulin_analysis.numbers.parse import Number, parse_number
from hulin_analysis.readers import parse_article

VALUES = [
    ("12.4", 12.4),
    ("１２．４", 12.4),
    ("1,041", 1041),
    ("十九", 19),
    ("一百零一", 101),
    ("一百一", 110),
    ("四百六十一萬", 4_610_000),
    ("三千兩百", 3200),
    ("4.9億", 490_000_000),
    ("3.5万亿", 3.5e12),
    ("3兆", 3e12),
    ("2京", 2e16),
    ("廿三", 23),
    ("卅", 30),
    ("肆佰陸拾", 460),
    ("二〇二一", 2021),
    ("○", 0),
    ("零點九", 0.9),
    ("十二点五亿", 1_250_000_000),
    ("百分之十二", 0.12),
    ("千分之五", 0.005),
    ("四分之一", 0.25),
    ("1/4", 0.25),
    ("三成六", 0.36),
    ("六五折", 0.65),
    ("上百", 100),
    ("負1.1", -1.1),
    ("-5.11", -5.11),
    ("二十餘萬", 200_000),
    ("1億2000萬", 120_000_000),
    ("一萬五", 15_000),
    ("半", 0.5),
    ("一半", 0.5),
    ("１，０４１", 1041),
    ("1 234 567", 1_234_567),
    ("12.5％", 0.125),
    ("-12%", -0.12),
    ("5‰", 0.005),
    ("负百分之五", -0.05),
    ("百分之百", 1),
    ("二百五十五分之一", 1 / 255),
    ("三又二分之一", 3.5),
    ("½", 0.5),
    (".5", 0.5),
    ("點五", 0.5),
    ("3万5", 35_000),
    ("3万5千", 35_000),
    ("零下20", -20),
    ("正5", 5),
    ("參", 3),
    ("仨", 3),
    ("八折", 0.8),
    ("75折", 0.75),
    ("八點五成", 0.85),
    ("三成半", 0.35),
    ("打對折", 0.5),
    ("半百", 50),
    ("五十打", 600),
    ("一百 五 十 二", 152),
    ("７ 万５ 千", 75_000),
    ("八千 三百 万 零 五 点三", 83_000_005.3),
    ("10万万", 1_000_000_000),
    ("3千万亿", 3e15),
    ("五兆六十二億四萬五千二", 5_006_200_045_200),
    ("兩千三點一", 2300.1),
    ("倆千兩百", 2200),
    ("1 3/5", 1.6),
    ("３分之一百五十七", 157 / 3),
    ("負３分之負一百五十七", 157 / 3),
    ("2.5e-1", 0.25),
    ("2^-1", 0.5),
    ("40k", 40_000),
    ("-2.5 M", -2_500_000),
    ("30w", 300_000),
    ("九千九百九十九亿九千九百九十九万", 999_999_990_000),
]
RANGES = [
    ("兩三", 2, 3),
    ("十五六", 15, 16),
    ("三四十", 30, 40),
    ("十幾", 11, 19),
    ("幾十", 20, 90),
    ("數千", 2000, 9000),
    ("二十幾萬", 210_000, 290_000),
    ("一百零幾", 101, 109),
    ("10%至15%", 0.1, 0.15),
    ("10—15%", 0.1, 0.15),
    ("三百五到三百六", 350, 360),
    ("負兩三", -3, -2),
    ("3—5", 3, 5),
    ("10至15", 10, 15),
]
NO_NUMBERS = [
    ("3個", 1),
    ("abc", 0),
    ("一二x", 2),
    ("1.2.3", 3),
    ("-x", 1),
    ("x%", 0),
    ("零分之一", 1),
    ("--9", 1),
    ("5至3", 1),
    ("三 個", 2),
]


@for_each(VALUES)
def test_values(text: str, value: float) -> None:
    assert parse_number(text) == Number(value)


@for_each(RANGES)
def test_ranges(text: str, low: float, high: float) -> None:
    assert parse_number(text) == Number(None, low, high)


@for_each(NO_NUMBERS)
def test_what_is_no_number_says_where_reading_stopped(text: str, stop: int) -> None:
    with pytest.raises(NumeralError, match=f"stopped at character {stop} "):
        parse_number(text)


@for_each(lines("parse_number"))
def test_each_line_of_the_table(text: str, expected: str) -> None:
    if expected == "refused":
        with pytest.raises(NumeralError):
            parse_number(text)
        return
    low, _, high = expected.partition("~")
    wanted = Number(None, float(low), float(high)) if high else Number(float(low))
    for found, want in zip(parse_number(text), wanted, strict=True):
        assert found == want or found == pytest.approx(want, rel=1e-5)


def test_what_may_be_read_in_two_ways_is_said_so() -> None:
    with pytest.raises(NumeralError, match="in several ways"):
        parse_number("3亿5000")


def test_nothing_is_no_number() -> None:
    with pytest.raises(NumeralError, match="nothing to read"):
        parse_number("  ")


@given(
    st.text(
        alphabet="0123456789一二三十百千万亿点分之%‰成折几数余多又/.,，-—~至 eE^kMw打半上负x个", max_size=12
    )
)
def test_any_string_is_a_finite_number_or_a_numeral_error(text: str) -> None:
    try:
        number = parse_number(text)
    except NumeralError:
        return
    stated = [v for v in number if v is not None]
    assert len(stated) == (1 if number.value is not None else 2)
    assert all(abs(v) < float("inf") for v in stated)
    assert number.value is not None or stated == sorted(stated)


@given(st.integers(min_value=0, max_value=10**12))
def test_arabic_digits_with_and_without_groups(number: int) -> None:
    assert parse_number(str(number)).value == number
    assert parse_number(f"{number:,}").value == number


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_digits(number: int) -> None:
    assert parse_number(_spell(number)).value == number


def _spell(number: int) -> str:
    """Spell a number below ten thousand the long way: 1050 is 一千零五十."""
    words, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = True
    return words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("近百", 100), ("约5000", 5000), ("100左右", 100), ("50以上", 50), ("不足100", 100),
        ("三百来", 300),
        ("三分之二强", 2 / 3), ("五分之一弱", 0.2), ("三成多", 0.3), ("一个半", 1.5), ("一倍半", 1.5),
        ("三倍", 3),
        ("三点五多", 3.5), ("三点五亿余", 3.5e8), ("近3亿", 3e8), ("至少三點五", 3.5), ("负三点五", -3.5),
    ],
)  # fmt: skip
def test_words_of_certainty_around_a_number_do_not_change_it(text: str, value: float) -> None:
    assert parse_number(text).value == pytest.approx(value)


def test_some_tens_behind_a_hundred() -> None:
    assert parse_number("百几十") == Number(None, 120, 190)


@pytest.mark.parametrize(
    "text", ["9e9999", "10^400", "1e-400", "1" + "亿" * 60, "9" * 5000, "a" * 1000, "三" * 201]
)
def test_what_is_too_large_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(NumeralError) as caught:
        parse_number(text)
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("sign", ["\n", "\u2028", "\u2029", "\v", "\x85"])
def test_no_range_goes_over_the_end_of_a_line(sign: str) -> None:
    with pytest.raises(NumeralError):
        parse_number(f"三{sign}五")


@pytest.mark.parametrize("number", ["9" * 400, "三" + "亿" * 60, "1" * 310 + "万", "1" + "万" * 90])
def test_no_number_of_a_text_is_infinite(number: str) -> None:
    for text in (f"全县产值{number}元。", f"指标\t产值（亿元）\n粮食\t{number}\n油料\t3.5"):
        found = extract(parse_article(text))[["value", "low", "high"]]
        assert not found.isin([float("inf")]).any(axis=None)
