from __future__ import annotations

from itertools import product

import pytest
from for_each import for_each
from portals import TEXT

from hulin_analysis import script
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers.decode import declared_encoding, decode_bytes

SIMPLIFIED = script.to_simplified(TEXT)


@for_each(
    [
        *((TEXT, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5")),
        *((SIMPLIFIED, name) for name in ("utf-8", "gbk", "gb18030", "gb2312")),
    ]
)
def test_no_label_wins_over_the_bytes(text: str, encoding: str) -> None:
    for declared in (None, "utf-8", "gb2312", "gbk", "big5", "utf-16", "iso-8859-1", "nonsense"):
        assert decode_bytes(text.encode(encoding), "page", declared) == text, declared


@for_each(product(range(0, 90, 15), ["gb18030", "big5"], [None, "utf-8", "gb2312", "big5"]))
def test_a_short_text_is_told_too(start: int, encoding: str, declared: str | None) -> None:
    words = TEXT.replace("\n", "")[start : start + 25]
    assert decode_bytes(words.encode(encoding), "page", declared) == words


@pytest.mark.parametrize(
    ("page", "declared"),
    [
        (b"<meta charset=GBK>", "gbk"),
        (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="Big5"?>', "big5"),
        (b'<p title="charset=gbk">', None),
        (b" " * 5000 + b"<meta charset=GBK>", None),
    ],
)
def test_what_a_page_declares(page: bytes, declared: str | None) -> None:
    assert declared_encoding(page) == declared


@pytest.mark.parametrize(("text", "encoding"), [(TEXT, "utf-8"), (SIMPLIFIED, "gb18030"), (TEXT, "big5")])
def test_a_broken_character_does_not_break_the_text(text: str, encoding: str) -> None:
    """Portals cut a description at so many bytes, in the middle of a character."""
    data = text.encode(encoding)
    broken = decode_bytes(data + b"\xe5"[:1] + b"\n" + text.encode(encoding), "page")
    assert broken.startswith(text)
    assert broken.endswith(text)
    assert broken.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 8, bytes(range(128, 256)) * 20, b"\x89PNG\r\n\x1a\n\xff\xfe\x01" * 20, b"a\0b"],
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^picture is not a text file"):
        decode_bytes(data, "picture", "gbk")


def test_what_the_detector_raises_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("charset_normalizer.from_bytes", broken)
    with pytest.raises(ArticleError, match=r"^page[.]txt is not a text file; save"):
        decode_bytes("去年新建学校3所。".encode("gb18030"), "page.txt")
