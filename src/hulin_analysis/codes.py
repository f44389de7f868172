"""Codes: the words of the coded columns, spelled here and nowhere else.

A code is its own string: ``Hedge.OVER == "over"``, so that a frame may be filtered with either. What is put
into a frame or a file is the string. What a reader is told of a code stands in ``vocabulary/labels.toml``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

#: What a reader may type for a change or a status. No type checker can read it off the members.
ChangeCode = Literal["none", "increase", "decrease"]
StatusCode = Literal["actual", "expected", "target"]
#: A status of which a comparison is to be, or all of them.
StatusAsked = Literal["actual", "expected", "target", "any"]


class Hedge(StrEnum):
    """How precise a number is said to be.

    - EXACT: as it stands, 3所
    - ABOUT: a little more or less, 約5000人
    - OVER: at least so much, 1500余場
    - UNDER: not quite so much, 近4000元

    >>> Hedge("over"), Hedge.OVER == "over", f"{Hedge.OVER}"
    (<Hedge.OVER: 'over'>, True, 'over')
    """

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Change(StrEnum):
    """Whether a number says by how much something rose or fell; its value is then the size of it.

    - NONE: it does not; a level, a share, a count
    - INCREASE: it rose by so much
    - DECREASE: it fell by so much

    >>> [str(change) for change in Change]
    ['none', 'increase', 'decrease']
    """

    NONE = "none"
    INCREASE = "increase"
    DECREASE = "decrease"


class Status(StrEnum):
    """Whether a number is a result; a result stands before an estimate, and that before an aim.

    - ACTUAL: it was reached
    - EXPECTED: it is an estimate, 預計
    - TARGET: it is aimed at, 目標

    >>> [str(status) for status in Status]
    ['actual', 'expected', 'target']
    """

    ACTUAL = "actual"
    EXPECTED = "expected"
    TARGET = "target"


class Kind(StrEnum):
    """What a number is about, in the order of every key.

    - INDICATOR: a statistical indicator, or a rate or share
    - ACTIVITY: things done, and what was counted
    - INVESTMENT: money put into a project
    - OTHER: none of these

    >>> [str(kind) for kind in Kind]
    ['indicator', 'activity', 'investment', 'other']
    """

    INDICATOR = "indicator"
    ACTIVITY = "activity"
    INVESTMENT = "investment"
    OTHER = "other"


class FindingKind(StrEnum):
    """By which rule a finding was chosen.

    - HEADLINE: the headline says it
    - LEAD: the first paragraph, in front of any heading, says it first
    - INDICATOR: it is of an indicator that the vocabulary puts first
    - CONTEXT: the same indicator and period of the province or the nation stand beside it
    - OUTPACED: how many indicators rose faster than those of the province or the nation
    - CONTRAST: a part rose while its whole fell, or fell while it rose
    - LARGEST_PART: of the parts of one whole it rose most
    - SUM: investments that one sentence lists add up to it
    - TARGET_SET, TARGET_MET, TARGET_MISSED: what is aimed at, and whether it was reached

    >>> FindingKind("contrast"), len(FindingKind)
    (<FindingKind.CONTRAST: 'contrast'>, 11)
    """

    HEADLINE = "headline"
    LEAD = "lead"
    INDICATOR = "key indicator"
    CONTEXT = "context"
    OUTPACED = "outpaced"
    CONTRAST = "contrast"
    LARGEST_PART = "largest part"
    SUM = "sum"
    TARGET_SET = "target set"
    TARGET_MET = "target met"
    TARGET_MISSED = "target missed"


class Reason(StrEnum):
    """Why a numeral is not a quantity.

    - DATE: a date or a year, 2月7日
    - PERIOD: the stretch of time that something is said of, 五年來
    - CLOCK: a time of day, 08:59
    - ORDINAL: a rank, a number in a series, a list mark, 第四
    - NAME: part of a name or a fixed term, 十四五
    - QUOTED: in quotation marks or a title, what something is called, “七學”
    - INDEFINITE: 一, 几 or 数 that names no definite number
    - WORD: part of an ordinary word, 進一步
    - CODE: a telephone number, a model or a code
    - RATIO: two numbers set against each other, 1∶8
    - FOOTNOTE: the mark of a note
    - BARE: it has neither a unit nor a counted noun
    - UNIT_UNKNOWN: it counts something in a unit that is not known
    - AMBIGUOUS: it can be read in more than one way
    - HEADLINE: it stands in the headline or a heading, and the body states it
    - CELL: it stands in a cell of a table and states nothing that could be read: a number in a label, a zero
    - CAPTION: it stands in a caption or a note
    - BOILERPLATE: it stands on a line of the page that is no part of the article

    >>> Reason("unit unknown").name
    'UNIT_UNKNOWN'
    """

    DATE = "date"
    PERIOD = "period"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    NAME = "name"
    QUOTED = "quoted"
    INDEFINITE = "indefinite"
    WORD = "word"
    CODE = "code"
    RATIO = "ratio"
    FOOTNOTE = "footnote"
    BARE = "bare"
    UNIT_UNKNOWN = "unit unknown"
    AMBIGUOUS = "ambiguous"
    HEADLINE = "headline"
    CELL = "cell"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
