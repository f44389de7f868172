"""The frame of findings: what to say of an article, each sentence with the numbers that prove it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from hulin_analysis.finding.benchmarks import Context, levels_of
from hulin_analysis.finding.candidates import narrowed, said_in, sums_in
from hulin_analysis.finding.phrases import Phrases
from hulin_analysis.finding.rules import Finding, find
from hulin_analysis.frames import COLUMNS, DOCUMENT_COLUMNS, expect_frame
from hulin_analysis.labels import source_script
from hulin_analysis.proofs import corrected_ids, proven
from hulin_analysis.readable import ReadableFrame
from hulin_analysis.script import Language, LanguageTag, language

#: The columns of the findings, in order, with their dtypes; where there is a ``document`` it stands first.
FINDING_COLUMNS: dict[str, str] = {
    "sentence": "string",
    "kind": "string",
    "weight": "int64",
    "statement": "string",
    "indicator": "string",
    "indicator_id": "string",
    "ids": "object",
}


def findings(
    metrics: pd.DataFrame, *, context: pd.DataFrame | None = None, lang: LanguageTag | None = None
) -> pd.DataFrame:
    """Say what is to be said of an article, in sentences that its numbers prove.

    Parameters
    ----------
    metrics : DataFrame
        A frame as ``ha.extract`` gives it; those of several articles with a column ``document``.
    context : DataFrame, optional
        Rates of the same indicators and periods for province and nation, as ``ha.load_context`` gives them.
    lang : {"zh-Hant", "zh-Hans", "en"}, optional
        Language of the sentences; without it, that of the article's script.

    Returns
    -------
    DataFrame
        One row a finding, the weightiest first; none where nothing is plainly said:

        - ``sentence``: the finding
        - ``kind``: the rule that chose it, a member of ``codes.FindingKind``
        - ``weight``: the greater comes first
        - ``statement``, ``indicator``, ``indicator_id``: what it is about, as in ``ha.statements``
        - ``ids``: a tuple of the ids in `metrics` of the numbers that prove it
        - ``corrected``: whether a correction changed one of them; only where some are corrected

    Raises
    ------
    DataError
        If it is given no frame, one that lacks a column or has a number that its quote does not state, or
        there is no such language.
    ChartError
        If the context names two areas of one level.

    Notes
    -----
    A statement is told where the headline or the first paragraph gives it, where its indicator is among
    those that ``vocabulary/findings.toml`` puts first, where a part moved against its whole, where a target
    was set, met or missed, and where province or nation differ. Statements of several years, without a whole
    name, or with other words between the name and the number (新增, 拉動, 年均) are never told.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> text = "2021年,虎林市地區生產總值134.9億元,增長5.0%。"
    >>> table = ha.findings(ha.extract(ha.parse_article(text)))
    >>> table.loc[0, "sentence"], table.loc[0, "ids"]
    ('2021年虎林市地區生產總值134.9億元，增長5.0%。', ('q1-1', 'q1-2'))
    >>> ha.findings(ha.load_metrics(), context=ha.load_context(), lang="zh-Hans").loc[0, "sentence"]
    '2021年虎林市8项指标中，5项预计增速高于黑龙江省。'
    """
    frame = proven(expect_frame(metrics, COLUMNS, "ha.findings({})", "ha.extract({})"))
    levels = list(levels_of(context, "ha.findings(metrics, context={})"))
    found = findings_about(frame, None, levels, language(lang, source_script(frame)))
    columns = {name: DOCUMENT_COLUMNS[name] for name in ("document",) if name in frame.columns}
    rows = [_row(one) for one in found]
    table: pd.DataFrame = ReadableFrame(
        {name: _column(rows, name, dtype) for name, dtype in {**columns, **FINDING_COLUMNS}.items()}
    )
    if "corrected" in frame:
        own = corrected_ids(frame)
        table["corrected"] = [any((one.about.document or "", id_) in own for id_ in one.ids) for one in found]
    table.attrs = dict(frame.attrs)
    return table


def findings_about(
    metrics: pd.DataFrame, ids: Collection[str] | None, levels: Sequence[Context], lang: Language
) -> list[Finding]:
    """Return what is to be said of some numbers alone, the weightiest first: what heads a chart of them.

    `metrics` is the whole frame: whether a number is plainly said is told from its whole sentence.

    >>> import hulin_analysis as ha
    >>> metrics = ha.extract(ha.parse_article("2021年,虎林市固定資產投資245億元,增長8.7%。"))
    >>> [one.sentence for one in findings_about(metrics, ["q1-2"], [], "zh-Hant")]
    ['2021年虎林市固定資產投資增長8.7%。']
    """
    said, sums = said_in(metrics), sums_in(metrics)
    if ids is not None:
        said = narrowed(said, ids)
        sums = [(one, sides) for one, sides in sums if all(side.id in ids for side in sides)]
    found: list[Finding] = []
    for document in dict.fromkeys(one.document for one in [*said, *(one for one, _ in sums)]):
        phrases, title = _language(metrics, document, lang)
        found += find(
            [one for one in said if one.document == document],
            levels,
            title,
            phrases,
            [pair for pair in sums if pair[0].document == document],
        )
    return sorted(found, key=lambda one: -one.weight)


def _language(frame: pd.DataFrame, document: str | None, lang: Language) -> tuple[Phrases, str]:
    """Return the phrases for a document, and its headline."""
    about = _about(frame, document)
    phrases = Phrases(lang, about.get("script"), about.get("published"))
    return phrases, str(about.get("title") or "")


def _about(frame: pd.DataFrame, document: str | None) -> dict[str, Any]:
    """Return what is known of a document: from its columns, else from what the frame says of its article."""
    known = frame.attrs.get("article")
    about = dict(known) if isinstance(known, dict) else {}
    if document is not None:
        first = frame[frame["document"] == document].iloc[0]
        about |= {
            name: first[name] for name in DOCUMENT_COLUMNS if name in frame.columns and pd.notna(first[name])
        }
    return about


def _row(one: Finding) -> dict[str, Any]:
    return {
        "document": one.about.document,
        "sentence": one.sentence,
        "kind": one.kind.value,
        "weight": one.weight,
        "statement": one.about.statement,
        "indicator": one.about.label,
        "indicator_id": one.about.indicator_id,
        "ids": one.ids,
    }


def _column(rows: list[dict[str, Any]], name: str, dtype: str) -> Any:
    values = pd.Series([row[name] for row in rows], dtype=object)
    return values if dtype == "object" else values.astype(dtype)  # type: ignore[call-overload]
