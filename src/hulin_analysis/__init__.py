"""Charts that can be defended, from Chinese government news: every mark is a number the text states.

>>> import hulin_analysis as ha
>>> article = ha.load_article()
>>> metrics = ha.extract(article)
>>> metrics.loc[metrics["kind"] == "investment", "quote"].tolist()
['100億元', '63億元', '3.5億元']
"""

from __future__ import annotations

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import lazy_loader

from hulin_analysis.messages import Message

if TYPE_CHECKING:
    from hulin_analysis.article import Article

#: The version of the package, as in ``pyproject.toml``.
__version__ = "0.1.0"

# Names are imported when first used, so that `hulin --help` and a notebook that only reads need not load what
# draws. `__init__.pyi` lists them.
_attribute, _, __all__ = lazy_loader.attach_stub(__name__, __file__)
__all__ += ["__version__"]


def __dir__() -> list[str]:
    return sorted(__all__)


def __getattr__(name: str) -> object:
    if name in __all__:
        return _attribute(name)
    near = get_close_matches(name, __all__, n=1)
    message = (
        Message(
            "module 'hulin_analysis' has no attribute {name!r}; the nearest name is ha.{near}",
            name=name,
            near=near[0],
        )
        if near
        else Message(
            "module 'hulin_analysis' has no attribute {name!r}; dir(ha) lists what there is", name=name
        )
    )
    # Plain Python's tracebacks look for the nearest name by `name` and `obj`; IPython's do not.
    raise AttributeError(str(message), name=name, obj=sys.modules[__name__])


def _show_articles() -> None:
    """Have a notebook show an article as the reader does, by name: nothing is loaded until one is shown."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type_by_name("hulin_analysis.article", "Article", _article_html)


def _article_html(article: Article) -> str:
    html: str = import_module(f"{__name__}.views").article_html(article)
    return html


_show_articles()
