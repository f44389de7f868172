"""Words and key terms: a text cut into words as it writes them, and the terms that mark each section.

jieba's dictionary is in simplified script and the articles often are not, so a *folded* copy is cut
(:func:`hulin_analysis.script.fold`, offset for offset) and the words are slices of the text itself.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pandas as pd

from hulin_analysis import script
from hulin_analysis.article import Article, Section, Span, Table, expect_article, suggest_call
from hulin_analysis.errors import ArticleError, DataError, expect
from hulin_analysis.jieba_words import jieba_file, jieba_words

with warnings.catch_warnings():
    # jieba 0.42.1 looks for pkg_resources, which newer setuptools announce the end of, and has regular
    # expressions with unknown escapes, which newer Pythons warn of. Neither is the reader's concern.
    warnings.simplefilter("ignore")
    import jieba

# Parts of speech as jieba tags them: nouns, verbal nouns, set phrases, abbreviations. Plain verbs say
# little without their object. People, places and foreign names say who and where, not what about.
_CONTENT = ("n", "vn", "l", "i", "j", "an")
_NAMES = ("nr", "ns", "nrt", "nrfg")


def segment(source: Article | str) -> list[str]:
    """Cut a text into words.

    Parameters
    ----------
    source : Article or str
        An article, whose whole text is cut, or any text, in either script.

    Returns
    -------
    list of str
        The words as the text writes them, white space and punctuation included: joined, they are the text.

    Raises
    ------
    ArticleError
        If it is given neither.

    Notes
    -----
    jieba finds the words, with the domain's terms (``vocabulary/user_dictionary.txt``) added to its own. Its
    global tokenizer and its cache in the temporary folder are left alone.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> ha.segment("固定資產投資增長19.5%,招商引資高潮迭起")
    ['固定資產投資', '增長', '19.5%', ',', '招商引資', '高潮迭起']
    """
    typed = f"ha.segment({suggest_call(source)})"
    expect(source, (Article, str), "ha.segment needs an article or a text", typed, ArticleError)
    text = source.text if isinstance(source, Article) else source
    folded = source.folded if isinstance(source, Article) else script.fold(source)
    return [text[start:end] for start, end in _word_bounds(folded)]


def key_terms(article: Article, *, per_section: int = 8) -> pd.DataFrame:
    """Find the terms that mark each section of an article.

    Parameters
    ----------
    article : Article
        The article, from ``ha.load_article`` or ``ha.read_article``.
    per_section : int, default 8
        How many terms at most for each section.

    Returns
    -------
    DataFrame
        One row a term: ``section`` (the heading, empty for the lead), ``term`` (as the article first writes
        it there), ``weight`` and ``count`` (occurrences in the section). Sections in reading order; within
        one, the heaviest first. ``attrs["article"]`` says where the article comes from.

    Raises
    ------
    ArticleError
        If it is given no article, but a path or a frame.
    DataError
        If `per_section` is less than 1.

    Notes
    -----
    A term is a noun, a verbal noun, a set phrase or an abbreviation of two characters or more that a
    dictionary knows; numbers, names of people and places, and words that any report uses
    (``vocabulary/stop_words.txt``) are none. Paragraphs and tables count. The weight is TF-IDF, by the
    document frequencies of jieba's corpus.

    Examples
    --------
    >>> import hulin_analysis as ha
    >>> article = ha.parse_article("去年,某市優化營商環境,招商引資簽約20個項目。營商環境持續改善。")
    >>> ha.key_terms(article, per_section=2)[["term", "count"]].to_dict("list")
    {'term': ['營商環境', '招商引資'], 'count': [2, 1]}
    """
    expect_article(article, "ha.key_terms({})")
    if per_section < 1:
        raise DataError(
            "Key terms were asked for with per_section={per_section}; give a number from 1.",
            per_section=per_section,
        )
    rows = [row for section in article.sections for row in _section_terms(article, section)[:per_section]]
    frame = pd.DataFrame(rows, columns=["section", "term", "weight", "count"])
    frame = frame.astype({"section": "string", "term": "string", "weight": "float64", "count": "int64"})
    frame.attrs["article"] = article.metadata()
    return frame


def _section_terms(article: Article, section: Section) -> list[tuple[str, str, float, int]]:
    """Weigh every term of one section, the heaviest first."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for span in _spans(section):
        offset, folded = span.start, article.folded[span.start : span.end]
        for start, end in _word_bounds(folded):
            if _is_term(word := folded[start:end]):
                counts[word] += 1
                written.setdefault(word, article.text[offset + start : offset + end])
    idf, unknown = _inverse_document_frequencies()
    total = counts.total()
    terms = [(section.name, written[w], n / total * idf.get(w, unknown), n) for w, n in counts.items()]
    # The counter keeps the order of first occurrence and the sort is stable: ties stay in reading order.
    return sorted(terms, key=lambda row: -row[2])


def _spans(section: Section) -> Iterator[Span]:
    """Yield what is read of a section: its paragraphs, and the cells of its tables one by one."""
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (cell.span for cell in block.cells)
        else:
            yield block.span


def _word_bounds(folded: str) -> Iterator[tuple[int, int]]:
    end = 0
    for word in _jieba()[0].cut(folded):
        start, end = end, end + len(word)
        yield start, end


def _is_term(word: str) -> bool:
    tag = _jieba()[1].get(word, "")
    return (
        len(word) > 1
        and tag.startswith(_CONTENT)
        and tag not in _NAMES
        and not any(character.isnumeric() and character.isascii() for character in word)
        and word not in _stop_words()
    )


@cache
def _jieba() -> tuple[jieba.Tokenizer, dict[str, str]]:
    """Make the package's own tokenizer, with the terms of the domain, and say what part of speech a word is.

    The prefix dictionary is set here rather than by jieba's ``initialize``, which would load a pickle-like
    cache that anybody may have put into the shared temporary folder, and log to the error stream.
    """
    tokenizer, tags = jieba.Tokenizer(), dict[str, str]()
    frequency: dict[str, int] = {}
    for word, count, tag in jieba_words():
        frequency[word], tags[word] = count, tag
        tokenizer.total += count
    # Beginnings of words are known with the frequency 0. Those of a beginning that is known are known too.
    for word in tags:
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in frequency:
                break
            frequency[word[:end]] = 0
    tokenizer.FREQ, tokenizer.initialized = frequency, True
    # Short terms first: a longer one is then given a frequency that beats its parts, terms among them.
    for term, tag in sorted(_domain_terms().items(), key=lambda item: len(item[0])):
        tokenizer.add_word(term, tag=tag)
    return tokenizer, tags | _domain_terms()


def release_dictionary() -> None:
    """Forget jieba's dictionary, some 150 MB, until words are cut again."""
    for loaded in (_jieba, _inverse_document_frequencies):
        loaded.cache_clear()


def _data_lines(name: str) -> Iterator[str]:
    for line in files("hulin_analysis.vocabulary").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def _domain_terms() -> dict[str, str]:
    return dict(line.split() for line in _data_lines("user_dictionary.txt"))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_data_lines("stop_words.txt"))


@cache
def _inverse_document_frequencies() -> tuple[dict[str, float], float]:
    """Return jieba's table, and its median for the words it does not hold, as jieba itself does."""
    table = {}
    with jieba_file("analyse/idf.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, value = line.split()
            table[word] = float(value)
    return table, sorted(table.values())[len(table) // 2]
