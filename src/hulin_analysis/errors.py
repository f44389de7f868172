"""The errors of the package: one root, one class a cause."""

from __future__ import annotations


class HulinError(Exception):
    """Root of every error the package raises on purpose.

    The message is one sentence that says what was read, where, and what to do about it;
    the command line prints it as it stands and ends with code 1.
    """


class ArticleError(HulinError):
    """A text could not be read as an article: missing, empty, or no text at all."""


class NumeralError(HulinError):
    """A string is not a number as Chinese texts write it; the message says where reading stopped."""


class DataError(HulinError):
    """A data file or frame does not have the columns or values it promises."""


class ChartError(HulinError):
    """A chart was asked for something it cannot draw."""


class ReportError(HulinError):
    """A report could not be made or written."""


class MissingExtraError(HulinError):
    """An optional part of the package is not installed; the message gives the install line."""
