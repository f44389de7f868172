"""The edge: where a reader hands a file to a parser of others, whose complaints become an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hulin_analysis.errors import ArticleError, HulinError, one_line


class UnforeseenError(ArticleError):
    """A file has led a reader to an error that the reader does not foresee: a fault of the reader's.

    Users see no difference; the fuzz and the tests count it as a failure.
    """


@contextmanager
def parsed_by_others(refusal: ArticleError) -> Iterator[None]:
    """Raise one error of ours in place of whatever a parser raises.

    Parsers say of few errors that a broken file may lead them to them, and each release has others.

    >>> with parsed_by_others(ArticleError("The page a.html cannot be read; save its text as .txt.")):
    ...     int("x")
    Traceback (most recent call last):
    hulin_analysis.errors.ArticleError: The page a.html cannot be read; save its text as .txt.
    """
    try:
        yield
    # That there is no more memory says nothing of the file.
    except (HulinError, MemoryError):
        raise
    except Exception as err:
        raise refusal from err


@contextmanager
def edge(name: str) -> Iterator[None]:
    """Raise an error of ours in place of any other: whatever is read, nothing else leaves this room.

    >>> with edge("a.html"):
    ...     int("x")
    Traceback (most recent call last):
    hulin_analysis.readers.edge.UnforeseenError: a.html cannot be read (invalid literal for int() \
with base 10: 'x'); save its text as .txt and give that file.
    """
    try:
        yield
    except HulinError:
        raise
    except MemoryError as err:
        raise ArticleError(
            "{name} takes more memory to read than there is; give the article alone, as plain text.",
            name=name,
        ) from err
    except Exception as err:
        raise UnforeseenError(
            "{name} cannot be read ({why}); save its text as .txt and give that file.",
            name=name,
            why=one_line(err),
        ) from err
