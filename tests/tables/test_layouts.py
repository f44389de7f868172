"""Tables of communiqués, yearbooks, monthly reports, budgets and plans, each with every row it should give.

A case of ``cases/*.txt`` starts with ``==== name``. The text follows, its cells divided by tabs, then a line
``----``, the names of the columns and one row a quantity, in reading order. ``-`` stands for nothing, ``a|b``
for either, ``[a]`` for what may be left out, ``*`` for anything; ``part_of`` is the indicator of the whole.
After a second ``----`` stand numerals that the ledger must list, with the reason.
"""

import math
import re
from itertools import zip_longest
from pathlib import Path

import pandas as pd
from for_each import for_each

import hulin_analysis as ha

FOLDER = Path(__file__).parent / "cases"
Row = dict[str, str]


def read_cases() -> dict[str, list[tuple[str, list[Row], list[list[str]]]]]:
    """Read each case: the text, the rows it should give, the numerals of the ledger."""
    found: dict[str, list[tuple[str, list[Row], list[list[str]]]]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        for block in file.read_text("utf-8").split("==== ")[1:]:
            text, expected, *numerals = block.partition("\n")[2].split("\n----\n")
            names, *lines = expected.strip("\n").split("\n")
            rows = [dict(zip(names.split("\t"), line.split("\t"), strict=True)) for line in lines]
            ledger = [line.split("\t") for line in "".join(numerals).strip("\n").split("\n") if line]
            found.setdefault(file.stem, []).append((text, rows, ledger))
    return found


def plain(value: object) -> str:
    """Write a value as the cases do: nothing is ``-``, and blanks within Chinese words do not count."""
    return "-" if value is None or pd.isna(value) or value == "" else "".join(str(value).split())


def choices(expected: str) -> set[str]:
    """Write out what a case allows: ``a|b`` is a or b, ``a[b]`` is a or ab."""
    found: set[str] = set()
    for choice in expected.split("|"):
        bracket = re.search(r"\[([^]]*)\]", choice)
        if bracket is None:
            found.add(plain(choice))
        else:
            before, after = choice[: bracket.start()], choice[bracket.end() :]
            found |= choices(f"{before}{after}|{before}{bracket[1]}{after}")
    return found


def agrees(expected: str, given: object) -> bool:
    """Say whether a value is among those that the case allows."""
    if "*" in expected.split("|"):
        return True
    if isinstance(given, float) and not math.isnan(given):
        numbers = (float(choice) for choice in expected.split("|") if choice != "-")
        return any(math.isclose(number, given, rel_tol=1e-9) for number in numbers)
    return plain(given) in choices(expected)


def differences(row: Row, given: dict[str, object], wholes: dict[str, set[str]]) -> list[str]:
    """Name the columns in which a row is not what it should be."""
    lines = []
    for name, expected in row.items():
        if name == "part_of":
            statement = plain(given["part_of"])
            indicators = wholes.get(statement, {statement})
            if "*" not in expected.split("|") and not indicators & choices(expected):
                lines.append(f"part_of {'/'.join(sorted(indicators))} for {expected}")
        elif not agrees(expected, given[name]):
            lines.append(f"{name} {plain(given[name])} for {expected}")
    return lines


@for_each(read_cases())
def test_every_row_of_a_table(text: str, rows: list[Row], numerals: list[list[str]]) -> None:
    article = ha.parse_article(text)
    frame = ha.extract(article)
    wholes: dict[str, set[str]] = {}
    for statement, indicator in zip(frame["statement"], frame["indicator"], strict=True):
        wholes.setdefault(plain(statement), set()).add(plain(indicator))
    wrong = []
    for row, given in zip_longest(rows, frame.to_dict("records")):
        if row is None or given is None or not agrees(row["quote"], given["quote"]):
            wanted = [expected["quote"] for expected in rows]
            wrong.append(f"quotes {frame['quote'].tolist()} for {wanted}")
            break
        lines = differences(row, given, wholes)
        if lines:
            wrong.append(f"{row['quote']} ({given['indicator']}): " + "; ".join(lines))
    ledger = [(entry.quote.strip(), entry.reason) for entry in ha.ledger(article).itertuples()]
    for quote, reasons in numerals:
        entries = [
            entry for entry in ledger if entry[0] == quote or (quote[1:] and entry[0].startswith(quote))
        ]
        entry = next((entry for entry in entries if agrees(reasons, entry[1])), None)
        if entry is None:
            wrong.append(f"ledger: {quote} is {[reason for _, reason in entries]} for {reasons}")
        else:
            ledger.remove(entry)
    assert not wrong, "\n" + "\n".join(wrong)
