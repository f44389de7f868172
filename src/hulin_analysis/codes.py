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
    """How precise a number is said to be."""

    EXACT = "exact"  # as it stands, 3所
    ABOUT = "about"  # a little more or less, 約5000人
    OVER = "over"  # at least so much, 1500余場
    UNDER = "under"  # not quite so much, 近4000元


class Change(StrEnum):
    """Whether a number says by how much something rose or fell; its value is then the size of it."""

    NONE = "none"  # it does not; a level, a share, a count
    INCREASE = "increase"  # it rose by so much
    DECREASE = "decrease"  # it fell by so much


class Status(StrEnum):
    """Whether a number is a result; a result stands before an estimate, and that before an aim."""

    ACTUAL = "actual"  # it was reached
    EXPECTED = "expected"  # it is an estimate, 預計
    TARGET = "target"  # it is aimed at, 目標


class Kind(StrEnum):
    """What a number is about, in the order of every key."""

    INDICATOR = "indicator"  # a statistical indicator, or a rate or share
    ACTIVITY = "activity"  # things done, and what was counted
    INVESTMENT = "investment"  # money put into a project
    OTHER = "other"  # none of these


class FindingKind(StrEnum):
    """By which rule a finding was chosen."""

    HEADLINE = "headline"  # the headline says it
    LEAD = "lead"  # the first paragraph, in front of any heading, says it first
    INDICATOR = "key indicator"  # it is of an indicator that the vocabulary puts first
    CONTEXT = "context"  # the same indicator and period of the province or the nation stand beside it
    OUTPACED = "outpaced"  # how many indicators rose faster than those of the province or the nation
    CONTRAST = "contrast"  # a part rose while its whole fell, or fell while it rose
    LARGEST_PART = "largest part"  # of the parts of one whole it rose most
    SUM = "sum"  # investments that one sentence lists add up to it
    # What is aimed at, and whether it was reached.
    TARGET_SET = "target set"
    TARGET_MET = "target met"
    TARGET_MISSED = "target missed"


class Reason(StrEnum):
    """Why a numeral is not a quantity."""

    DATE = "date"  # a date or a year, 2月7日
    PERIOD = "period"  # the stretch of time that something is said of, 五年來
    CLOCK = "clock"  # a time of day, 08:59
    ORDINAL = "ordinal"  # a rank, a number in a series, a list mark, 第四
    NAME = "name"  # part of a name or a fixed term, 十四五
    QUOTED = "quoted"  # in quotation marks or a title, what something is called, “七學”
    INDEFINITE = "indefinite"  # 一, 几 or 数 that names no definite number
    WORD = "word"  # part of an ordinary word, 進一步
    CODE = "code"  # a telephone number, a model or a code
    RATIO = "ratio"  # two numbers set against each other, 1∶8
    FOOTNOTE = "footnote"  # the mark of a note
    BARE = "bare"  # it has neither a unit nor a counted noun
    UNIT_UNKNOWN = "unit unknown"  # it counts something in a unit that is not known
    AMBIGUOUS = "ambiguous"  # it can be read in more than one way
    HEADLINE = "headline"  # it stands in the headline or a heading, and the body states it
    CELL = "cell"  # in a cell of a table, stating nothing that could be read: a number in a label, a zero
    CAPTION = "caption"  # it stands in a caption or a note
    BOILERPLATE = "boilerplate"  # it stands on a line of the page that is no part of the article
