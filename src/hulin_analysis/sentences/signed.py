"""Signs: a rise or a fall that a plus or a minus says."""

from __future__ import annotations

from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity
from hulin_analysis.sentences.lexicon import words

__all__ = ["signed_change"]


def signed_change(text: str, quantity: Quantity, change: Change) -> Change | None:
    """Return the change that a sign expresses: 增长-1.6% is a fall of 1.6 %, 同比+6.1% a rise.

    Parameters
    ----------
    text : str
        The text, as a view has it.
    quantity : Quantity
        The number, a rate.
    change : Change
        What the words say of it.

    Examples
    --------
    >>> from hulin_analysis.numbers import find_quantities
    >>> text = "同比+6.1%"
    >>> str(signed_change(text, find_quantities(text)[0][0], Change.NONE))
    'increase'
    """
    at = quantity.number_start
    sign = text[at] if text[at] in "-—" else text[at - 1 : at]
    if sign not in ("-", "—", "+"):
        return None
    if sign != "+" and text.endswith(words("sign", "fall"), 0, at):
        return Change.DECREASE  # 跌幅-5.1%
    begin = at - (sign == "+")
    bracketed = text[begin - 1 : begin] == "(" and text[quantity.end : quantity.end + 1] == ")"  # 越南(+41%)
    if bracketed or change is Change.INCREASE or text.endswith(words("sign", "compared"), 0, begin):
        return Change.INCREASE if sign == "+" else Change.DECREASE
    return Change.INCREASE if sign == "+" and text.endswith(words("sign", "rise"), 0, begin) else None
