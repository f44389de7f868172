"""Help where one looks for it: docstrings on Shift-Tab, names on Tab, and errors that say what to type."""

from __future__ import annotations

import inspect
import re
import shutil
import typing
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest
from for_each import for_each

import hulin_analysis as ha
from hulin_analysis.article import Paragraph, Section
from hulin_analysis.charts import AnnotatedFigure
from hulin_analysis.comparison import COMPARISON_COLUMNS
from hulin_analysis.errors import ArticleError, ChartError, DataError, HulinError, NumeralError
from hulin_analysis.frames import COLUMNS, CONTEXT_COLUMNS, LEDGER_COLUMNS, Audit
from hulin_analysis.languages import LANGUAGES

OFFERED = {name: getattr(ha, name) for name in ha.__all__ if name != "__version__"}
FUNCTIONS = {name: offered for name, offered in OFFERED.items() if inspect.isfunction(offered)}
# What the functions give back is looked at too.
CLASSES = [
    *(offered for offered in OFFERED.values() if inspect.isclass(offered)),
    *(Audit, Paragraph, Section, AnnotatedFigure),
]
METHODS = {
    f"{cls.__name__}.{name}": getattr(cls, name)
    for cls in CLASSES
    for name, member in vars(cls).items()
    if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, classmethod))
    # Matplotlib and dataclasses put methods of their own into a class.
    if member.__module__ == cls.__module__
}
CALLABLES = {**FUNCTIONS, **METHODS}
# What stands in for a method of Matplotlib needs no example of its own.
OVERRIDES = {"AnnotatedFigure.draw", "AnnotatedFigure.savefig", "AnnotatedFigure.set_size_inches"}
SECTION = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)

each_callable = for_each(CALLABLES.keys())
each_class = for_each(CLASSES)


def sections(offered: Any) -> dict[str, str]:
    """Cut a docstring at its underlined headings; the summary stands under the empty name."""
    parts = SECTION.split(inspect.getdoc(offered) or "")
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def documented(text: str) -> dict[str, str]:
    """Return the types of the names that a section describes: ``low, high : float`` are two."""
    lines = re.findall(r"^(\S[^:\n]*?) : (.*)$", text, re.MULTILINE)
    return {name.strip("* "): kind for names, kind in lines for name in names.split(",")}


def options(offered: Any) -> dict[str, inspect.Parameter]:
    given = inspect.signature(offered).parameters
    return {name: parameter for name, parameter in given.items() if name not in ("self", "cls")}


@each_callable
def test_the_parameters_are_those_of_the_signature(name: str) -> None:
    described = documented(sections(CALLABLES[name]).get("Parameters", ""))
    assert list(described) == list(options(CALLABLES[name]))


@each_class
def test_the_fields_of_a_class_are_described(cls: type) -> None:
    found = sections(cls)
    fields = documented(found.get("Parameters", "")) | documented(found.get("Attributes", ""))
    if not issubclass(cls, Exception):
        assert {name for name in options(cls) if not name.startswith("_")} <= set(fields)
    properties = {name for name, member in vars(cls).items() if isinstance(member, property)}
    assert all(inspect.getdoc(getattr(cls, name)) for name in properties)
    assert all(
        hasattr(cls, name) or name in options(cls) or issubclass(cls, AnnotatedFigure) for name in fields
    )


@each_callable
def test_what_comes_back_and_what_goes_wrong_is_described(name: str) -> None:
    found = sections(CALLABLES[name])
    returned = inspect.signature(CALLABLES[name]).return_annotation
    assert ("Returns" in found) == (returned != "None")
    source = inspect.getsource(CALLABLES[name])
    if re.search(r"^ +raise |\b(expect\w*|choose|required|only|entries)\(", source, re.MULTILINE):
        assert re.search(r"^\w+Error$", found["Raises"], re.MULTILINE)


@for_each([*CALLABLES.values(), *CLASSES])
def test_the_first_line_says_it_all_and_an_example_shows_it(offered: Any) -> None:
    found = sections(offered)
    summary, *_ = found[""].split("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]+[.]", summary.strip())
    if offered.__qualname__ not in OVERRIDES:
        assert ">>> import hulin_analysis as ha" in found["Examples"]


@for_each(
    [
        (ha.extract, COLUMNS),
        (ha.ledger, LEDGER_COLUMNS),
        (ha.load_context, CONTEXT_COLUMNS),
        (ha.compare, COMPARISON_COLUMNS),
        (ha.key_terms, ["section", "term", "weight", "count"]),
        (ha.indicators, ["indicator_id", *ha.indicators().columns]),
    ]
)
def test_the_columns_of_a_frame_are_named(function: Any, columns: list[str]) -> None:
    assert set(re.findall("``(\\w+)``", sections(function)["Returns"])) >= set(columns)


@each_callable
def test_signatures_are_complete(name: str) -> None:
    """Nothing hides behind ``*args``, options go by name, and a fixed choice is a literal that is listed."""
    described = documented(sections(CALLABLES[name]).get("Parameters", ""))
    if name in OVERRIDES:
        return
    # What belongs to an extra is imported for type checkers only.
    hints = typing.get_type_hints(
        CALLABLES[name], localns={"GT": object, "AnyWidget": object, "dd": pd, "pd": pd}
    )
    for option, parameter in options(CALLABLES[name]).items():
        assert parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        # plot_article gives its frame a default only to say what to type where it is left out.
        if parameter.default is not parameter.empty and (name, option) != ("plot_article", "metrics"):
            assert parameter.kind is parameter.KEYWORD_ONLY
        literals = [kind for kind in (hints[option], *typing.get_args(hints[option])) if is_literal(kind)]
        for kind in literals[:1]:
            listed = ", ".join(f'"{choice}"' for choice in typing.get_args(kind))
            assert f"{{{listed}}}" in described[option]
        chosen = ("lang", "quotes", "formats", "column", "table", "change", "status", "theme")
        # The words of a corpus are looked for as they stand, whatever they are.
        assert bool(literals) == (option in chosen and name != "Corpus.quantities")


def is_literal(kind: Any) -> bool:
    return typing.get_origin(kind) is Literal


@pytest.mark.parametrize("jedi", [True, False])
def test_tab_lists_the_public_names_and_options(jedi: bool) -> None:
    completer = pytest.importorskip("IPython.core.completer")
    one = completer.IPCompleter(shell=None, namespace={"ha": ha}, global_namespace={}, use_jedi=jedi)
    with completer.provisionalcompleter():

        def offers(code: str) -> set[str]:
            return {found.text.lstrip(".") for found in one.completions(code, len(code))}

        assert offers("ha.") == set(OFFERED)
        assert offers("ha.plot_indicators(metrics, la") >= {"lang="}
        assert jedi is False or offers("ha.load_article().s") == {"sections", "sentences"}


# What is typed in a cell, the error, and what its message says to type instead. The names stand for what a
# notebook has by then; `page.txt` is the article's file, `made.csv` a table of another make.
MISTAKES = [
    ("ha.plot_indicators(article)", DataError, "ha.plot_indicators(ha.extract(article))"),
    (
        "ha.plot_activities('page.txt')",
        DataError,
        "ha.plot_activities(ha.extract(ha.read_article('page.txt')))",
    ),
    ("ha.compare(metrics, 'grp')", DataError, "ha.compare(ha.load_corpus('corpus'), 'grp')"),
    ("ha.compare('corpus', 'GDP')", DataError, "ha.compare(ha.load_corpus('corpus'), 'GDP')"),
    ("ha.compare(corpus, 'grp', period='去年')", DataError, "ha.compare(corpus, 'grp', period=2025)"),
    ("ha.compare(corpus, 'GDP', place=3)", DataError, "ha.compare(corpus, 'GDP', place='3')"),
    ("ha.plot_places(metrics)", DataError, "ha.plot_places(ha.compare(corpus, 'grp'))"),
    ("ha.plot_trend(metrics)", DataError, "ha.plot_trend(ha.compare(corpus, 'grp'))"),
    ("ha.load_corpus(corpus)", DataError, "ha.load_corpus('corpus')"),
    ("ha.build_corpus(article, 'corpus')", ArticleError, "ha.build_corpus('articles', 'corpus')"),
    ("ha.table(article)", DataError, "ha.table(ha.extract(article))"),
    (
        "ha.explore(metrics, ha.plot_amounts(metrics))",
        ArticleError,
        "ha.explore(article, figure)",
    ),
    (
        "ha.explore(article, metrics)",
        ChartError,
        "ha.explore(article, ha.plot_activities(metrics))",
    ),
    (
        "ha.correct(article, 'corrections.csv')",
        DataError,
        "ha.correct(ha.extract(article), 'corrections.csv')",
    ),
    ("ha.plot_amounts(text)", DataError, "ha.plot_amounts(ha.extract(ha.parse_article(text)))"),
    ("ha.plot_investments(metrics['value'])", DataError, "ha.plot_investments(ha.extract(article))"),
    ("ha.plot_investments([1, 2])", DataError, "ha.plot_investments(ha.extract(article))"),
    ("ha.plot_activities(metrics[['quote', 'value']])", DataError, "ha.plot_activities(ha.extract(article))"),
    ("ha.plot_amounts(pd.DataFrame({'a': [1]}))", DataError, "ha.plot_amounts(ha.extract(article))"),
    ("ha.plot_indicators(ha.ledger(article))", DataError, "ha.plot_indicators(ha.extract(article))"),
    (
        "ha.plot_indicators(metrics, context='province')",
        DataError,
        "ha.plot_indicators(metrics, context=ha.load_context())",
    ),
    ("ha.plot_article(metrics)", ArticleError, "ha.plot_article(article, metrics)"),
    ("ha.plot_article(metrics, article)", ArticleError, "ha.plot_article(article, metrics)"),
    ("ha.plot_article(article)", DataError, "ha.plot_article(article, ha.extract(article))"),
    ("ha.draw_all(metrics, article)", ArticleError, "ha.draw_all(article, metrics)"),
    ("ha.draw_all(article, article)", DataError, "ha.draw_all(article, ha.extract(article))"),
    ("ha.plot_keywords(article)", DataError, "ha.plot_keywords(ha.key_terms(article))"),
    ("ha.plot_keywords(metrics)", DataError, "ha.plot_keywords(ha.key_terms(article))"),
    ("ha.extract('page.txt')", ArticleError, "ha.extract(ha.read_article('page.txt'))"),
    ("ha.extract(pathlib.Path('page.txt'))", ArticleError, "ha.extract(ha.read_article('page.txt'))"),
    ("ha.extract(text)", ArticleError, "ha.extract(ha.parse_article(text))"),
    ("ha.extract(metrics)", ArticleError, "ha.extract(article)"),
    ("ha.ledger('page.txt')", ArticleError, "ha.ledger(ha.read_article('page.txt'))"),
    ("ha.audit(None)", ArticleError, "ha.audit(article)"),
    ("ha.key_terms(metrics)", ArticleError, "ha.key_terms(article)"),
    ("ha.segment(metrics)", ArticleError, "ha.segment(article)"),
    ("ha.label(article)", DataError, "ha.label(ha.extract(article))"),
    ("ha.parse_article('page.txt')", ArticleError, "ha.read_article('page.txt')"),
    ("ha.parse_article(pathlib.Path('page.txt'))", ArticleError, "ha.read_article('page.txt')"),
    ("ha.parse_article(b'page')", ArticleError, "ha.parse_article(text)"),
    ("ha.read_article(text)", ArticleError, "ha.parse_article(text)"),
    ("ha.read_article('去年新建學校3所。')", ArticleError, "ha.parse_article(text)"),
    ("ha.read_article(article)", ArticleError, "ha.read_article('page.txt')"),
    (
        "ha.read_article('https://news.example/a.html')",
        ArticleError,
        "ha.read_article('page.html', url='https://news.example/a.html')",
    ),
    ("ha.read_metrics(metrics)", DataError, "ha.read_metrics('metrics.csv')"),
    ("ha.read_metrics('made.csv')", DataError, "ha.extract(article)"),
    ("ha.read_metrics('page.txt')", DataError, "ha.extract(article)"),
    ("ha.parse_number(5)", NumeralError, "ha.parse_number('5')"),
    ("ha.parse_number(metrics['quote'])", NumeralError, "ha.parse_number('3.5萬')"),
    ("ha.plot_places(metrics)", DataError, "ha.plot_places(ha.compare(corpus, 'grp'))"),
    ("ha.plot_trend(corpus)", DataError, "ha.plot_trend(ha.compare(corpus, 'grp'))"),
    ("ha.compare(corpus, None)", DataError, "ha.compare(corpus, 'grp')"),
    ("ha.save('name', figure)", ChartError, "ha.save(figure, 'name')"),
    ("ha.save(figure, None)", ChartError, "ha.save(figure, 'name')"),
    ("ha.save(figure, 'name.png')", ChartError, "ha.save(figure, 'name', formats='png')"),
]
# The same where one of a few words was meant: the message lists them.
CHOICES = [
    ("ha.plot_activities(metrics, lang='xx')", ChartError, "lang", ", ".join(LANGUAGES)),
    ("ha.plot_keywords(terms, lang='english')", ChartError, "lang", ", ".join(LANGUAGES)),
    ("ha.label(metrics, lang='zh-XX')", DataError, "lang", ", ".join(LANGUAGES)),
    ("ha.meaning('hedge', 'over', lang='chinese')", DataError, "lang", ", ".join(LANGUAGES)),
    ("ha.meaning('unit', '元')", DataError, "column", "hedge, change, status, kind, level, reason"),
    ("ha.plot_amounts(metrics, quotes=True)", ChartError, "quotes", "panel, footnotes, marks, none"),
    (
        "ha.plot_article(article, metrics, quotes='panels')",
        ChartError,
        "quotes",
        "panel, footnotes, marks, none",
    ),
    ("ha.compare(corpus, 'grp', change='up')", DataError, "change", "none, increase, decrease"),
    ("ha.compare(corpus, 'grp', status='plan')", DataError, "status", "actual, expected, target, any"),
    ("ha.save(figure, 'name', formats=('jpg',))", ChartError, "formats", "svg, png, pdf"),
    ("ha.save(figure, 'name', formats='svg,png')", ChartError, "formats", "svg, png, pdf"),
]
# And where only the reader knows what was meant.
ELSEWHERE = [
    (
        "ha.read_article('missing.txt')",
        ArticleError,
        "There is no file missing.txt in the folder {here}; check",
    ),
    ("ha.read_article('folder')", ArticleError, "folder is a folder; give the file of one article in it"),
    (
        "ha.read_metrics('missing.csv')",
        DataError,
        "There is no table missing.csv in the folder {here}; check",
    ),
    ("ha.read_metrics('folder')", DataError, "The table folder cannot be read ("),
]


_PAGE = "某縣新聞\n來源:某日報\n去年新建學校3所,產值增長6%,工資5000元,簽約項目投資2億元。"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of articles and its corpus, and an article and its table, once."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "page.txt").write_text(_PAGE, encoding="utf-8")
    (folder / "page.html").write_text(
        "".join(f"<p>{line}</p>" for line in _PAGE.split("\n")), encoding="utf-8"
    )
    (folder / "made.csv").write_text("a,b\n1,2\n")
    ha.extract(ha.read_article(folder / "page.txt")).to_csv(folder / "metrics.csv", index=False)
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text("2025年,虎林市地區生產總值增長6%。", encoding="utf-8")
    ha.build_corpus(folder / "articles", folder / "corpus", workers=0)
    return folder


@pytest.fixture(scope="module")
def named(stored: Path) -> dict[str, Any]:
    """Give what the names of a notebook stand for by then."""
    article = ha.read_article(stored / "page.txt")
    metrics = ha.extract(article)
    return {
        "ha": ha,
        "pd": pd,
        "pathlib": __import__("pathlib"),
        "text": _PAGE,
        "article": article,
        "metrics": metrics,
        "corpus": metrics.assign(document="page.txt", **article.metadata()),
        "terms": ha.key_terms(article),
        "figure": ha.plot_investments(metrics),
    }


@pytest.fixture
def cell(
    tmp_path: Path, stored: Path, named: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Give a notebook's names, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for file in ("articles", "page.txt", "page.html", "made.csv", "metrics.csv"):
        (tmp_path / file).symlink_to(stored / file)
    shutil.copytree(stored / "corpus", tmp_path / "corpus")
    (tmp_path / "folder").mkdir()
    return dict(named)


def message_of(typed: str, error: type[HulinError], cell: dict[str, Any]) -> str:
    """Type it; the error has to be one short sentence, of any article, and documented where one looks."""
    with pytest.raises(error) as caught:
        eval(typed, cell)
    message = str(caught.value)
    assert message.endswith(".") and "\n" not in message
    assert not re.search("虎林|Hulin|load_article|load_metrics", message)
    name = re.match(r"ha\.(\w+)\(", typed)[1]
    assert error.__name__ in sections(getattr(ha, name))["Raises"]
    return message


@pytest.mark.parametrize(("typed", "error", "instead"), MISTAKES, ids=[typed for typed, *_ in MISTAKES])
def test_a_mistake_is_told_what_to_type(
    typed: str, error: type[HulinError], instead: str, cell: dict[str, Any]
) -> None:
    assert message_of(typed, error, cell).endswith(f" type {instead}.")
    eval(instead, cell)


@pytest.mark.parametrize(
    ("typed", "error", "option", "choices"), CHOICES, ids=[typed for typed, *_ in CHOICES]
)
def test_a_wrong_choice_is_told_which_there_are(
    typed: str, error: type[HulinError], option: str, choices: str, cell: dict[str, Any]
) -> None:
    first = choices.split(",")[0]
    assert message_of(typed, error, cell).endswith(f"; choose from {choices}, as in {option}='{first}'.")


@pytest.mark.parametrize(("typed", "error", "said"), ELSEWHERE, ids=[typed for typed, *_ in ELSEWHERE])
def test_a_file_that_is_not_there_is_named_with_its_folder(
    typed: str, error: type[HulinError], said: str, cell: dict[str, Any]
) -> None:
    assert message_of(typed, error, cell).startswith(said.format(here=Path.cwd()))


def test_every_missing_column_is_named(cell: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"this one lacks the columns hedge, status; type"):
        ha.plot_activities(cell["metrics"].drop(columns=["status", "hedge"]))
    with pytest.raises(DataError, match="this one lacks the column publisher; type"):
        ha.plot_indicators(cell["metrics"], context=ha.load_context().drop(columns="publisher"))
    with pytest.raises(DataError, match="lacks the column id and every other; make it again"):
        ha.read_metrics("made.csv")


def test_one_format_may_be_given_as_a_word(cell: dict[str, Any]) -> None:
    assert [path.name for path in ha.save(cell["figure"], "name", formats="png")] == ["name.png"]


def test_a_text_that_only_looks_like_a_name_is_read() -> None:
    assert ha.parse_article("全文見 news.example").text == "全文見 news.example"


def test_a_misspelt_name_is_told_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"the nearest name is ha[.]plot_indicators$") as caught:
        ha.plot_indicator  # noqa: B018
    assert (caught.value.name, caught.value.obj) == ("plot_indicator", ha)
    with pytest.raises(AttributeError, match=r"no attribute 'xyz'; dir\(ha\) lists what there is"):
        ha.xyz  # noqa: B018
