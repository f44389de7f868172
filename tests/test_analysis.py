"""An article is read once; what was read goes with it nowhere."""

from __future__ import annotations

import copy
import dataclasses
import gc
import pickle
import weakref

import pytest

import hulin_analysis as ha
from hulin_analysis import analysis
from hulin_analysis.analysis import analyse

TEXT = "某市新聞\n\n2022年02月15日08:59 | 來源:某日報\n\n2021年新建學校3所。投資2億元。"


def test_an_article_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    article = ha.parse_article(TEXT)
    first = ha.extract(article)
    monkeypatch.setattr(analysis, "scan", lambda _: pytest.fail("read a second time"))
    assert ha.extract(article).equals(first)
    assert ha.ledger(article)["quote"].tolist() == ["2022年02月15日08:59", "2021年"]
    assert ha.audit(article).unaccounted == ()


def test_a_frame_may_be_changed_without_changing_the_next() -> None:
    article = ha.parse_article(TEXT)
    frame = ha.extract(article)
    frame.loc[0, "value"] = 99.0
    frame.attrs["article"]["title"] = "?"
    assert ha.extract(article)["value"].tolist() == [3.0, 2e8]
    assert ha.extract(article).attrs["article"]["title"] == "某市新聞"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_what_was_read_is_not_copied(again) -> None:
    article = ha.parse_article(TEXT)
    analyse(article)
    twin = again(article)
    assert twin == article
    assert set(vars(twin)) == {one.name for one in dataclasses.fields(article)}
    assert ha.extract(twin).equals(ha.extract(article))


def test_an_article_that_is_replaced_is_read_anew() -> None:
    article = ha.parse_article(TEXT)
    assert ha.extract(article)["period"].tolist() == ["2021", "2021"]
    other = dataclasses.replace(article, place="乙縣")
    assert analyse(other) is not analyse(article)


def test_an_article_is_not_kept_alive_by_what_was_read() -> None:
    article = ha.parse_article(TEXT)
    read, pointer = analyse(article), weakref.ref(article)
    assert len(read.quantities) == 2
    gc.disable()  # its last reference is enough
    try:
        del article
        assert pointer() is None
    finally:
        gc.enable()
    with pytest.raises(ReferenceError, match="keep it as long as"):
        _ = read.exclusions
