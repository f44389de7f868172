from __future__ import annotations

from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from portals import BODY, page

import hulin_analysis as ha
from hulin_analysis.errors import ArticleError
from hulin_analysis.readers import show_bytes

PARTS = b"Content-Type: multipart/related; boundary=a\n\n"
ADDRESS = "https://paper.example/2022/page.html"


def archived(html: str, charset: str = "utf-8", **headers: str) -> bytes:
    archive = MIMEMultipart("related", type="text/html")
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = ADDRESS
    archive["Date"] = "Thu, 15 Apr 2027 08:00:00 -0000"
    for name, value in headers.items():
        archive[name] = value
    part = MIMEText(html, "html", charset)
    part["Content-Location"] = ADDRESS
    archive.attach(part)
    archive.attach(MIMEApplication(bytes(300)))
    archive.attach(MIMEText("<p>另一頁9個。</p>", "html", "utf-8"))
    return archive.as_bytes()


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page", "page.doc"])
def test_the_page_in_an_archive_is_the_page(name: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page("gov"), encoding="utf-8")
    (tmp_path / name).write_bytes(archived(page("gov")))
    alone, article = ha.read_article(tmp_path / "page.html"), ha.read_article(tmp_path / name)
    assert article.text == alone.text
    assert [paragraph.span.quote for paragraph in article.paragraphs] == list(BODY)
    assert (article.published, article.paper) == (alone.published, alone.paper)
    assert article.url == alone.url or article.url == ADDRESS


def test_the_address_that_the_archive_records(tmp_path: Path) -> None:
    plain = f"<html><body><h1>雲隱縣新聞</h1>{''.join(f'<p>{line}</p>' for line in BODY)}</body></html>"
    shown = show_bytes(archived(plain), "page.mhtml")
    assert (shown.metadata.url, shown.metadata.published) == (ADDRESS, None)


def test_what_the_archive_says_of_the_encoding() -> None:
    plain = (
        f"<html><body><h1>云隐县新闻</h1>{'<p>去年全县新建学校3所，粮食产量45.6万吨。</p>' * 9}</body></html>"
    )
    assert "新建学校3所" in show_bytes(archived(plain, "gb18030"), "page.mhtml").text


@pytest.mark.parametrize(
    "data",
    [
        b"From: <Saved by Blink>" + bytes(100),
        b"MIME-Version: 1.0\n" + PARTS + b"--a\nContent-Type: image/png\n\nx\n--a--",
        PARTS + (b"--a\n" + PARTS) * 3000,
    ],
    ids=range(3),
)
def test_an_archive_without_a_page_is_one_sentence(data: bytes) -> None:
    with pytest.raises(
        ArticleError, match=r"^page[.]mhtml contains no page that can be read; save the page as .html"
    ) as caught:
        show_bytes(data, "page.mhtml")
    assert "\n" not in str(caught.value)
