"""Sums: the value of a numeral, added up from its tokens from left to right."""

from __future__ import annotations

from decimal import Decimal

from hulin_analysis.numbers.characters import BIG, DIGITS, SMALL, TENS


class Sum:
    """The value of a numeral, token by token.

    >>> total = Sum()
    >>> [total.add(*token) for token in (("arabic", "3"), ("scale", "万"), ("arabic", "8748"))]
    [True, True, True]
    >>> total.value()
    Decimal('38748')
    """

    def __init__(self) -> None:
        self.closed: list[tuple[Decimal, int]] = []  # what 万, 亿 and 兆 have closed, with that scale
        self.section: Decimal | None = None  # what 十, 百 and 千 have closed since
        self.small = 0  # the last of those: 10, 100 or 1000; 0 if there is none
        self.number: Decimal | None = None  # the digits that nothing has closed yet
        self.digits = ""  # how `number` was written
        self.after_zero = False
        self.last = ""

    def may_be_loose(self) -> bool:
        """Tell whether 余 or 多 may follow: it may behind one digit and 万 (一万多亿), not behind 500万."""
        return not self.closed or self.closed[-1][0] < 10 * self.closed[-1][1]

    def add(self, kind: str, text: str) -> bool:
        """Add the next token; False if the numeral is not well-formed with it."""
        adders = {"scale": self._scale, "tens": self._tens, "zero": self._zero, "point": self._point}
        well_formed = adders.get(kind, self._number)(text)
        self.last = kind
        return well_formed

    def _number(self, text: str) -> bool:
        if self.number is not None:
            return False
        plain = text if text[0].isdigit() and text.isascii() else "".join(str(DIGITS[char]) for char in text)
        self.number, self.digits = Decimal(plain), text
        return True

    def _zero(self, text: str) -> bool:
        self.after_zero = True
        return self.number is None

    def _tens(self, text: str) -> bool:
        if self.number is not None or 0 < self.small <= 10:
            return False
        self.section, self.small = (self.section or Decimal(0)) + TENS[text], 10
        return True

    def _point(self, text: str) -> bool:
        whole = self._open()
        if whole is None:
            return False
        fraction = Decimal("0." + "".join(str(DIGITS[char]) for char in text))
        self.section, self.small, self.number, self.digits = None, 0, whole + fraction, f"0.{text}"
        return True

    def _scale(self, text: str) -> bool:
        return self._small(SMALL[text]) if text in SMALL else self._big(BIG[text])

    def _small(self, size: int) -> bool:
        if self.small and size >= self.small:
            return False
        if self.number is None:
            # 百万, 一百十五: only at the beginning, or ten.
            if size != 10 and (self.section is not None or self.closed):
                return False
            count = Decimal(1)
        else:
            if len(self.digits) > 1 and not self.digits.isascii():
                return False
            count = self.number or Decimal(1)  # 零十
        self.section, self.small = (self.section or Decimal(0)) + count * size, size
        self.number, self.after_zero = None, False
        return True

    def _big(self, size: int) -> bool:
        count = self._open()
        if count is None and (self.section is not None or self.number is not None):
            return False
        below = Decimal(0)
        if count is None and self.closed and self.last == "scale" and self.closed[-1][1] == size:
            count = self.closed.pop()[0]  # 万万
        while self.closed and self.closed[-1][1] < size:
            below += self.closed.pop()[0]
        if self.closed and (self.closed[-1][1] <= size or (count is None and not below)):
            return False
        if count is None and not below:
            count = Decimal(1)
        self.closed.append(((below + (count or 0)) * size, size))
        self.section, self.small, self.number, self.after_zero = None, 0, None, False
        return True

    def _open(self) -> Decimal | None:
        """Return what 万 or 亿 has not closed yet; None if there is nothing, or it is not well-formed."""
        if self.number is None:
            return self.section
        if self.section is None:
            return self.number
        rest = self._rest(self.small)
        return None if rest is None else self.section + rest

    def _rest(self, size: int) -> Decimal | None:
        """Return the value of the last digits behind a scale word: 20 in 一百二, 8748 in 3万8748."""
        number, digits = self.number, self.digits
        if number is None:
            return Decimal(0)
        if self.after_zero or size == 10:
            return number if number < size else None
        if len(digits) == 1:
            return number * size / 10
        # Behind 百, 千 and 万 there may be fewer digits than places: 4万951. But 3亿5000 is ambiguous.
        if not digits.isascii() or "." in digits or number >= size:
            return None
        return number if size <= 10**4 or len(digits) == len(str(size)) - 1 else None

    def value(self) -> Decimal | None:
        """Return the value; None if the numeral is not well-formed."""
        behind = self._open()
        if self.section is None and self.number is not None and self.closed:
            behind = self._rest(self.closed[-1][1])
        elif behind is None and (self.section is not None or self.number is not None):
            return None
        if behind is None and self.number is not None:
            return None
        if not self.closed:
            return behind
        if behind is not None and behind >= self.closed[-1][1]:
            return None
        return sum((amount for amount, _ in self.closed), behind or Decimal(0))
