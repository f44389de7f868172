"""What the fuzz does with a file: change it, read it, and see that the promises of the readers hold."""

from __future__ import annotations

import io
import re
import traceback
import warnings
import zipfile
from pathlib import Path
from random import Random

import hulin_analysis as ha
from hulin_analysis.readers import Metadata, read_bytes
from hulin_analysis.readers.edge import UnforeseenError

__all__ = ["check", "mutated"]

# XML 1.0, section 2.2, and what a terminal obeys.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LONGEST = 30_000
_PACKAGE = str(Path(ha.__file__).parent)
# No parser says so that a file is broken: it is code that has asked a broken file for what is not there.
_FAULTS = (AssertionError, AttributeError, LookupError, NameError, TypeError, ArithmeticError, RecursionError)
#: What readers look for, and what they do not expect.
_TOKENS = (
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "<th colspan=9999>", "<td rowspan=0>", "<!--", "-->"),
    *("<p>", "</div>", "<br>", "<script>", "<input type=hidden>", "<sup>2</sup>", "<pre>", "hidden", "&#27;"),
    *("<w:p>", "</w:p>", "<w:r>", "<w:tc/>", "<w:tbl>", "<w:txbxContent>", "<w:vMerge/>", 'w:val="-1"'),
    *("<text:p>", "</text:p>", "<text:span>", "<text:note>", "<table:table-cell/>", "<table:table-row>"),
    *("<draw:text-box>", 'text:c="9999999"', 'table:number-rows-repeated="99999"', 'text:display="none"'),
    *("<mc:Choice>", "<v>", "<c/>", 'r="ZZZ9999999"', 's="99"', 't="s"', 'Target=""', 'ref="B2:A1"'),
    *(
        "9999-12-31",
        "0000-00-00",
        "9999年12月31日",
        "99999999999999999999",
        "1e400",
        "-0",
        "nan",
        "１．５",
        "零点",
    ),
    *(
        "---\n",
        "|",
        "|-|",
        "```",
        "> ",
        "\t",
        "\n",
        "\r",
        "    ",
        "\u3000",
        "，",
        "。",
        "；",
        "、",
        "：",
        "（",
        ")",
    ),
    *(
        "亿元",
        "万",
        "%",
        "同比",
        "分别",
        "其中",
        "增长",
        "下降",
        "至",
        "—",
        "~",
        "余",
        "近",
        "个百分点",
        "三分之一",
    ),
    *("\x00", "\x0b", "\x0c", "\x1b]8;;x\x07", "\x7f", "\x85", "\u202e", "\u2028", "\ufeff", "\ufffe", "😀"),
)


def check(data: bytes, name: str) -> bool:
    """Read a file: it is an article that keeps what it promises, or is refused by an error of the package.

    Returns
    -------
    bool
        Whether it was read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            article = read_bytes(data, name, Metadata())
        except ha.HulinError as err:
            assert not _FORBIDDEN.search(str(err))
            if fault := _fault(err):
                raise fault from None
            return False
        _hold(article)
    return True


def _fault(err: ha.HulinError) -> BaseException | None:
    """Return the error of our own code that a refusal covers up: the reader should have seen the fault."""
    cause = err.__cause__
    if cause is None or isinstance(cause, ha.HulinError):
        return None
    frames = traceback.extract_tb(cause.__traceback__)
    ours = bool(frames) and frames[-1].filename.startswith(_PACKAGE)
    return cause if isinstance(err, UnforeseenError) or (ours and isinstance(cause, _FAULTS)) else None


def _hold(article: ha.Article) -> None:
    metrics, ledger = ha.extract(article), ha.ledger(article)
    for row in (*metrics.itertuples(), *ledger.itertuples()):
        assert article.text[row.start : row.end] == row.quote, row
    assert not ha.audit(article).unaccounted
    about = [words for words in article.metadata().values() if words]
    assert not any(map(_FORBIDDEN.search, (article.text, *article.authors, *article.editors, *about)))


def mutated(data: bytes, others: list[bytes], random: Random) -> bytes:
    """Change a file in a few places; of a package one of its parts, which is then packed again."""
    if data.startswith(b"PK"):
        try:
            return _packed(data, random)
        except Exception:  # a package that is broken already is changed like any other file
            pass
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 8))):
        at = random.randrange(len(made) + 1)
        end = min(len(made), at + random.choice((1, 3, 20, 200)))
        match random.randrange(6):
            case 0:
                made[at:at] = random.choice(_TOKENS).encode() * random.choice((1, 1, 1, 2, 50))
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end] * random.choice((1, 2, 30))
            case 3 if made:
                made[min(at, len(made) - 1)] = random.randrange(256)
            case 4:
                other = random.choice(others)
                start = random.randrange(len(other) + 1)
                made[at:at] = other[start : start + random.choice((5, 50, 500))]
            case _:
                made[at:end] = random.choice(_TOKENS).encode()
    return bytes(made[:_LONGEST])


def _packed(data: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
    chosen = random.randrange(len(parts))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for nth, (name, part) in enumerate(parts):
            if nth == chosen and random.random() < 0.05:
                continue
            changed = mutated(part, [part], random) if nth == chosen else part
            archive.writestr(zipfile.ZipInfo(name), changed)
    return made.getvalue()
