"""Citations: GB/T 7714-2015, English, BibTeX and RIS; what is not known is left out, and markup is text."""

from __future__ import annotations

import re

import pytest

import hulin_analysis as ha
from hulin_analysis.report.citation import Form, Source, bibtex, references, ris, sources
from hulin_analysis.report.pandoc import words_of
from hulin_analysis.report.subject import Edition, ReportCatalog, Subject

URL = "https://a.example/x?b=1&c=50%25"


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        (
            Source("某县新闻", "云川日报", "2025-03-02", "2025-03-05", URL),
            f"某县新闻[N/OL]. 云川日报, 2025-03-02[2025-03-05]. {URL}",
            f"云川日报. “某县新闻”. 2 March 2025. Accessed 5 March 2025. {URL}",
        ),
        (
            Source("某县新闻", "云川日报", "2025-03-02"),
            "某县新闻[N]. 云川日报, 2025-03-02.",
            "云川日报. “某县新闻”. 2 March 2025.",
        ),
        (
            Source("一季度经济运行情况", "云川县统计局", "2025-04-24", "2025-05-01", URL),
            f"云川县统计局. 一季度经济运行情况[EB/OL]. (2025-04-24)[2025-05-01]. {URL}",
            f"云川县统计局. “一季度经济运行情况”. 24 April 2025. Accessed 1 May 2025. {URL}",
        ),
        (
            Source("某市2024年统计公报", "某市统计局", "2025-03-28"),
            "某市统计局. 某市2024年统计公报[R]. 2025-03-28.",
            "某市统计局. “某市2024年统计公报”. 28 March 2025.",
        ),
        (Source("一份文稿"), "一份文稿[Z].", "“一份文稿”."),
        (Source(""), "（无标题文稿）[Z].", "(untitled text)."),
    ],
)
def test_a_reference_has_what_is_known_and_no_more(source: Source, chinese: str, english: str) -> None:
    assert "".join(source.reference(ReportCatalog("zh-Hans"))) == chinese
    assert "".join(source.reference(ReportCatalog("en"))) == english


@pytest.mark.parametrize(
    ("title", "publisher", "url", "form"),
    [
        ("2026年政府工作報告", "安徽日報", None, Form.NEWSPAPER),
        ("某市统计公报", "某市统计局", URL, Form.REPORT),
        ("新闻", "新华社", URL, Form.PAGE),
        ("新闻", None, None, Form.OTHER),
    ],
)
def test_the_form_is_told_by_publisher_headline_and_address(
    title: str, publisher: str | None, url: str | None, form: Form
) -> None:
    assert Source(title, publisher, url=url).form is form


def subject_of(title: str, url: str | None = None, accessed: str | None = None) -> Subject:
    article = ha.parse_article(
        f"{title}\n\n2025年03月02日09:30 | 來源:雲川日報\n\n去年，糧食產量3萬噸。", url=url
    )
    return Subject(article, ha.extract(article), None, "zh-Hant", Edition(accessed=accessed))


def test_what_bibtex_reads_as_markup_is_text() -> None:
    written = bibtex(subject_of(r"雲川 {A} & B_c: 50% \input{x} #1 $y$", f"{URL}{{}}\\"))
    (entry,) = re.findall(r"@article\{(\w+),\n(.*?)\n\}", written, re.DOTALL)
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry[1], re.MULTILINE))
    assert fields["title"] == (r"{雲川 \{A\} \& B\_c: 50\% \textbackslash{}input\{x\} \#1 \$y\$}")
    assert fields["url"] == f"{URL}%7B%7D%5C"
    assert fields["journal"] == "{雲川日報}" and fields["date"] == "2025-03-02"
    # Braces balance, so that one entry cannot run into the next.
    bare = re.sub(r"\\[{}]", "", written)
    assert bare.count("{") == bare.count("}")


def test_ris_has_a_line_a_field_and_an_end() -> None:
    written = ris(subject_of("雲川縣新聞", URL, "2025-03-05"))
    lines = written.split("\r\n")
    assert lines[0] == "TY  - NEWS" and lines[-2:] == ["ER  - ", ""]
    assert "TI  - 雲川縣新聞" in lines and f"UR  - {URL}" in lines
    assert "DA  - 2025/03/02" in lines and "Y2  - 2025/03/05" in lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


def test_what_the_rates_beside_are_from_is_cited_as_well() -> None:
    subject = Subject(ha.load_article(), ha.load_metrics(), ha.load_context(), "zh-Hant", Edition())
    cited = sources(subject)
    assert [source.url for source in cited[1:]] == list(dict.fromkeys(ha.load_context()["url"]))
    assert all(source.title and source.publisher for source in cited)
    assert len({source.key for source in cited}) == len(cited) == bibtex(subject).count("\n@") + 1
    lines = [words_of(line) for line in references(subject)]
    assert lines[0].startswith("[1] 黑龍江虎林") and "[N/OL]. 黑龍江日報, 2022-02-15" in lines[0]
