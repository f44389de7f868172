"""Optional parts of the package: ask before importing one, and get the install line if it is absent."""

from __future__ import annotations

from importlib.util import find_spec

from hulin_analysis.errors import MissingExtraError
from hulin_analysis.messages import Listed


def require(*modules: str, extra: str) -> None:
    """Make sure that modules of an extra are installed, without importing them.

    >>> require("json", extra="report")
    >>> require("no_such_module", extra="report")
    Traceback (most recent call last):
        ...
    hulin_analysis.errors.MissingExtraError: no_such_module is not installed; \
run: pip install "hulin-analysis[report]"
    """
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            '{names} is not installed; run: pip install "hulin-analysis[{extra}]"'
            if len(missing) == 1
            else '{names} are not installed; run: pip install "hulin-analysis[{extra}]"',
            names=Listed(missing),
            extra=extra,
        )
