from __future__ import annotations

from pathlib import Path

import pytest

from hulin_analysis import load_article, parse_article, read_article
from hulin_analysis.errors import ArticleError

BODY = "去年,某縣新建學校3所,培訓教師82名,投入資金1.2億元。" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "page.txt"
    text = BODY if encoding != "gb18030" else BODY.replace("縣", "县").replace("億", "亿")
    file.write_bytes(text.encode(encoding))
    assert read_article(file).text == text


def test_line_ends_are_untouched(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(f"標題\r\n\r\n{BODY}\r\n".encode())
    article = read_article(file)
    assert article.text == f"標題\r\n\r\n{BODY}\r\n"
    assert [p.span.quote for p in article.paragraphs] == [BODY]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (bytes(range(256)) * 8, "is not a text file"),
        (b"\0\0a", "not a text file"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(file)
    assert "page.txt" in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="There is no file"):
        read_article(tmp_path / "nothing.txt")
    with pytest.raises(ArticleError, match="is a folder"):
        read_article(tmp_path)


def test_a_page_without_metadata() -> None:
    article = parse_article(BODY)
    assert (article.title, article.paper, article.published, article.boilerplate) == (None, None, None, ())
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    ("source", "paper", "published"),
    [
        ("2023-05-06 07:08 来源:某日报", "某日报", "2023-05-06T07:08"),
        ("来源:某晚报", "某晚报", None),
        ("时间:2026-02-09", None, "2026-02-09T00:00"),
    ],
)
def test_source_lines(source: str, paper: str | None, published: str | None) -> None:
    article = parse_article(f"某县经济稳中有进\n{source}\n{BODY}")
    about = article.metadata()
    assert (about["title"], about["paper"], about["published"]) == ("某县经济稳中有进", paper, published)


def test_headings_open_sections() -> None:
    article = parse_article(f"标题\n来源:某日报\n{BODY}\n一、去年工作\n{BODY}\n(一)工业\n{BODY}")
    assert [section.name for section in article.sections] == ["", "一、去年工作", "(一)工业"]


def test_the_place_named_most_often_is_the_place() -> None:
    assert parse_article("海淀区和朝阳区,海淀区。").place == "海淀区"
    assert parse_article("开发区和示范区。").place is None
    assert load_article().place == "虎林市"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # No gazetteer has it: the headline names it in front of its colon.
        ("雲隱縣:一季度實現“開門紅”\n來源:某日報\n朝陽區同期新建2所,雲隱縣3所。", "雲隱縣"),
        # So does that of a report or a communiqué.
        ("关于云隐县2023年预算执行情况的报告\n来源:某日报\n海淀区新建3所,全县新建2所。", "云隐县"),
        ("2022年度云隐市教育事业发展统计公报\n来源:某日报\n海淀区新建3所,云隐市2所。", "云隐市"),
        ("全市教育事业发展统计公报\n来源:某日报\n海淀区新建3所。", "海淀区"),
        # A title is no place.
        ("新聞\n來源:某日報\n連續三年獲“平安縣”稱號,海淀區新建3所。", "海淀區"),
        ("城市:讓生活更美好\n來源:某日報\n海淀區新建3所。", "海淀區"),
    ],
)
def test_which_name_is_the_place(text: str, place: str) -> None:
    assert parse_article(text).place == place


def test_wide_marks_end_sentences_and_enclose_names() -> None:
    article = parse_article(
        "增长6%\uff01投资2亿元\uff1f去年3所。\n\uff08记者 尹某某\uff0c于某\uff09\n"
        "\uff08责编\uff1a王某、宋某\uff09"
    )
    assert [s.quote for s in article.sentences] == ["增长6%\uff01", "投资2亿元\uff1f", "去年3所。"]
    assert (article.authors, article.editors) == (("尹某某", "于某"), ("王某", "宋某"))
