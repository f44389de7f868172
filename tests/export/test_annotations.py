from __future__ import annotations

import io
import json
from typing import Any

import anno_context
import pytest
from pyld import jsonld

from hulin_analysis.article import Article
from hulin_analysis.errors import DataError
from hulin_analysis.export import write_table
from hulin_analysis.export.annotations import CONTEXT, collect_annotations
from hulin_analysis.frames import extract
from hulin_analysis.readers import parse_article

OA, SCHEMA = "http://www.w3.org/ns/oa#", "http://schema.org/"
INTEGER = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
TWICE = "去年新建學校3所。\n今年新建橋樑2座。\n去年新建學校3所。"


def annotated(article: Article) -> dict[str, Any]:
    written = io.StringIO()
    write_table(extract(article), "jsonld", written, article=article)
    return json.loads(written.getvalue())


def expanded(document: dict[str, Any]) -> dict[str, Any]:
    (node,) = jsonld.expand(document, {"documentLoader": anno_context.load})
    return node


def there_and_back(document: dict[str, Any]) -> dict[str, Any]:
    return jsonld.compact(document, document["@context"], {"documentLoader": anno_context.load})


def items(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["first"]["items"]


def test_it_is_a_collection_of_one_page_in_reading_order(article: Article) -> None:
    document = annotated(article)
    metrics = extract(article)
    assert document["@context"][0] == anno_context.ADDRESS
    assert (document["type"], document["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert document["first"]["partOf"] == document["id"]
    assert document["total"] == len(items(document)) == len(metrics)
    assert [item["body"]["schema:identifier"] for item in items(document)] == metrics["id"].tolist()
    ids = [document["id"], document["first"]["id"], *(item["id"] for item in items(document))]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("urn:uuid:") for name in ids)


def test_every_annotation_expands_to_the_terms_of_the_recommendation(article: Article) -> None:
    node = expanded(annotated(article))
    page = node["http://www.w3.org/ns/activitystreams#first"][0]
    found = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(found) == len(extract(article))
    for annotation in found:
        assert annotation["@type"] == [f"{OA}Annotation"]
        assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        (body,), (target,) = annotation[f"{OA}hasBody"], annotation[f"{OA}hasTarget"]
        assert body["@type"] == [f"{SCHEMA}QuantitativeValue"]
        assert body["pkg:pypi/hulin-analysis#hedge"][0]["@value"] in {"exact", "about", "over", "under"}
        assert target["@type"] == [f"{OA}SpecificResource"]
        assert target[f"{OA}hasSource"] == [{"@id": article.url}]
        words, place = target[f"{OA}hasSelector"]
        assert words["@type"] == [f"{OA}TextQuoteSelector"]
        assert place["@type"] == [f"{OA}TextPositionSelector"]
        assert all(len(words[f"{OA}{name}"]) == 1 for name in ("exact", "prefix", "suffix"))
        start, end = place[f"{OA}start"][0], place[f"{OA}end"][0]
        assert start["@type"] == end["@type"] == INTEGER
        assert article.text[start["@value"] : end["@value"]] == words[f"{OA}exact"][0]["@value"]


@pytest.mark.parametrize(
    "text", [None, "2021年投資5—8億元,新建學校約3所。", "去年新建學校3所。", "沒有數字。"]
)
def test_nothing_is_dropped_on_the_way(article: Article, text: str | None) -> None:
    document = annotated(article if text is None else parse_article(text))
    assert there_and_back(document) == document


def test_a_term_that_no_context_knows_would_be_noticed(article: Article) -> None:
    document = annotated(article)
    items(document)[0]["body"]["unheard_of"] = 1
    assert there_and_back(document) != document


def test_own_terms_change_none_of_the_recommendations() -> None:
    assert not set(CONTEXT[1]) & set(anno_context.TERMS)


def test_each_selector_names_one_place(article: Article) -> None:
    for text in (article.text, TWICE, "\n".join([TWICE] * 20), "去年新建學校3所。" * 200):
        read = article if text == article.text else parse_article(text)
        for item in items(annotated(read)):
            words, place = item["target"]["selector"]
            needle = words["prefix"] + words["exact"] + words["suffix"]
            first = read.text.index(needle)
            assert read.text.find(needle, first + 1) < 0
            assert first + len(words["prefix"]) == place["start"] < place["end"]


def test_offsets_count_code_points() -> None:
    read = parse_article("𠮷林鎮去年新建學校3所。")
    (item,) = items(annotated(read))
    assert item["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 9, "end": 11}
    assert read.text[9:11] == item["target"]["selector"][0]["exact"] == "3所"


def test_a_range_has_ends_and_what_is_missing_is_left_out() -> None:
    (item,) = items(annotated(parse_article("投資5—8億元。")))
    body = item["body"]
    assert (body["schema:minValue"], body["schema:maxValue"]) == (500_000_000, 800_000_000)
    assert "schema:value" not in body
    assert None not in body.values() and "" not in body.values()


def test_the_text_is_named_by_its_hash(article: Article) -> None:
    state = items(annotated(article))[0]["target"]["state"]
    assert state == {
        "type": "TimeState",
        # sha256 of data/article.txt in base64url, as RFC 6920 writes it.
        "cached": "ni:///sha-256;OEI9id71eRPBUCqlBOAebCu5cINUOjyS2hpLHuR8O3E",
    }
    bare = items(annotated(parse_article("去年新建學校3所。")))[0]["target"]
    assert bare["source"].startswith("ni:///sha-256;")
    assert "state" not in bare


def test_without_its_article_a_frame_must_say_where_it_is_from(article: Article) -> None:
    metrics = extract(article)
    assert collect_annotations(metrics)["total"] == len(metrics)
    metrics.attrs = {}
    with pytest.raises(DataError, match="article=article"):
        collect_annotations(metrics)
    with pytest.raises(DataError, match="lacks the column"):
        collect_annotations(metrics[["quote"]])


def test_an_article_without_quantities_is_an_empty_collection() -> None:
    document = annotated(parse_article("沒有數字。"))
    assert document["total"] == 0
    assert "first" not in document
