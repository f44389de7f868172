"""What JupyterLab gets from the package: cards, help entries, and charts saved at 300 dpi.

The files are written for one server, where it looks first (``JUPYTER_PATH``, ``JUPYTER_CONFIG_PATH``):
nothing is installed, and the user's own settings and other servers stay as they are.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, metadata
from importlib.resources import files
from pathlib import Path

from hulin_analysis.script import LANGUAGES, Language, catalogue, written

__all__ = ["write_extension", "write_settings"]

_NAME = "hulin-analysis"
# What JupyterLab does unless its user has set it otherwise: it offers no news, and asks no network for them.
_DEFAULTS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def write_extension(folder: Path, notebook: str) -> None:
    """Write the extension into a folder of Jupyter's data.

    Parameters
    ----------
    folder : Path
        A place that ``JUPYTER_PATH`` names.
    notebook : str
        The notebook that is opened first, as the server calls it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     write_extension(Path(made), "01_article.ipynb")
    ...     sorted(path.name for path in Path(made).rglob("*.*"))
    ['extension.js', 'package.json', 'readme.md', 'words.json']
    """
    static = folder / "labextensions" / _NAME / "static"
    static.mkdir(parents=True)
    script = files(__name__).joinpath("extension.js").read_text(encoding="utf-8")
    (static / "extension.js").write_text(script, encoding="utf-8")
    (static / "readme.md").write_text(_readme(), encoding="utf-8")
    _write_json(static / "words.json", {lang: {**_words(lang), "notebook": notebook} for lang in LANGUAGES})
    build = {"load": "static/extension.js", "extension": "./extension"}
    described = {"name": _NAME, "version": "0.0.0", "jupyterlab": {"extension": True, "_build": build}}
    _write_json(static.parent / "package.json", described)


def write_settings(folder: Path) -> None:
    """Write the defaults of JupyterLab's settings into a folder of Jupyter's configuration.

    Parameters
    ----------
    folder : Path
        A place that ``JUPYTER_CONFIG_PATH`` names.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     write_settings(Path(made))
    ...     [path.name for path in Path(made, "labconfig").iterdir()]
    ['default_setting_overrides.json']
    """
    path = folder / "labconfig" / "default_setting_overrides.json"
    path.parent.mkdir(parents=True)
    _write_json(path, _DEFAULTS)


def _words(lang: Language) -> dict[str, str]:
    return {key: written(row, lang) for key, row in catalogue("lab_extension").items()}


def _readme() -> str:
    """Give what the package says of itself where it is installed."""
    try:
        return metadata(_NAME).get_payload()  # type: ignore[attr-defined, no-any-return]
    except PackageNotFoundError:
        return ""


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
