"""The peers' child: runs in benchmarks/.venv, where nothing of `hulin_analysis` is installed.

Asked with ``texts`` it measures speed, with ``articles`` it gives what a peer finds in each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from child import answer
from timing import best_of

WARM_UP = 20_000
Found = dict[str, Any]
Reader = Callable[[str], list[Any]]

# What stands in front of the unit in the words that a peer found; the peers' own names of units are English.
_NUMERAL = re.compile(r"^[约近超逾\d.,，∶:/+\-—~～至到〇零一二两三四五六七八九十百千万億亿萬兩半几多余餘]*")
# JioNLP's words for how precise an amount is.
_HEDGES = {"accurate": "exact", "blur": "about", "blur+": "over", "blur-": "under"}
# Models that are not measured for speed: they find little in an article.
_RARE = {"age", "temperature"}


def recognizers() -> tuple[dict[str, Reader], Callable[[str, Any], Found]]:
    """Load Recognizers-Text's Chinese models, and say how their results are read."""
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, measured = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = {
        "number": numbers.get_number_model(),
        "percentage": numbers.get_percentage_model(),
        "currency": measured.get_currency_model(),
        "dimension": measured.get_dimension_model(),
        "age": measured.get_age_model(),
        "temperature": measured.get_temperature_model(),
    }

    def read(model: str, result: Any) -> Found:
        said = result.resolution or {}
        value, unit = said.get("value"), ""
        if model == "percentage" and value:
            value, unit = value.rstrip("%"), "%"
        elif model != "number":
            unit = _NUMERAL.sub("", result.text)
        # Its `end` is the last character's place.
        return _found(result.start, result.end + 1, [value], unit)

    return {name: model.parse for name, model in models.items()}, read


def jionlp() -> tuple[dict[str, Reader], Callable[[str, Any], Found]]:
    """Load JioNLP's extractor of amounts of money, its only one for quantities, and say how to read it."""
    import jionlp as jio

    def read(_: str, result: Any) -> Found:
        said = result["detail"]
        values = said["num"] if isinstance(said["num"], list) else [said["num"]]
        start, end = result["offset"]
        return {**_found(start, end, values, said["case"]), "hedge": _HEDGES.get(said["definition"])}

    return {"extract_money": jio.ner.extract_money}, read


PEERS = {"recognizers-text-suite": recognizers, "jionlp": jionlp}


def _found(start: int, end: int, values: list[Any], unit: str) -> Found:
    numbers = list(_numbers(values))
    low, high = numbers if len(numbers) == 2 else (None, None)
    value = numbers[0] if len(numbers) == 1 else None
    return {"start": start, "end": end, "value": value, "low": low, "high": high, "unit": unit}


def _numbers(values: list[Any]) -> Iterator[float | None]:
    for value in values:
        written = re.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", str(value).replace(",", ""))
        yield float(written[0]) if written else None


def work(request: dict[str, Any]) -> Any:
    """Measure one peer, or let it read the article."""
    models, read = PEERS[request["peer"]]()
    if "articles" in request:
        return {
            script: [read(name, result) for name, parse in models.items() for result in parse(text)]
            for script, text in request["articles"].items()
        }
    return {name: speed(parse, request["texts"]) for name, parse in models.items() if name not in _RARE}


def speed(parse: Reader, texts: list[str]) -> tuple[float, int]:
    """Measure one model."""
    parse(texts[0][:WARM_UP])
    return best_of(lambda: texts, lambda given: sum(len(parse(text)) for text in given))


if __name__ == "__main__":
    answer(work)
