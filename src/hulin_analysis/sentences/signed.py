"""Signs: a rise or a fall that a plus or a minus says."""

from __future__ import annotations

from hulin_analysis.codes import Change
from hulin_analysis.numbers import Quantity

__all__ = ["signed_change"]

_FALLS = ("跌幅", "降幅")  # 跌幅-5.1% is a fall of 5.1 %
_COMPARED = ("同比", "环比", "按年", "按季", "按月", "较上年", "比上年", "较上月", "比上月")


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
    if sign != "+" and text.endswith(_FALLS, 0, at):
        return Change.DECREASE
    compared = text.endswith(_COMPARED, 0, at - (sign == "+"))
    if (
        text[at - (sign == "+") - 1 : at - (sign == "+")] == "("
        and text[quantity.end : quantity.end + 1] == ")"
    ):
        compared = True  # 越南(+41.2%)、印度(-17.4%)
    if compared or change is Change.INCREASE:
        return Change.INCREASE if sign == "+" else Change.DECREASE
    return Change.INCREASE if sign == "+" and text.endswith("增长", 0, at - 1) else None
