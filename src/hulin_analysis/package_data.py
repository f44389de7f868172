"""Where the package's own data and notebooks are: in the checkout, or inside the installed wheel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hulin_analysis.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def folder(name: str) -> Path:
    """Find a folder that travels with the package.

    >>> (folder("data") / "article.txt").is_file()
    True
    """
    # The wheel's copy has an underscore: it is no sub-package. In a checkout pyproject.toml stands beside
    # the folder, which a folder of that name near an installed package would not have.
    installed, checkout = _PACKAGE / f"_{name}", _CHECKOUT / name
    if installed.is_dir():
        return installed
    if checkout.is_dir() and (_CHECKOUT / "pyproject.toml").is_file():
        return checkout
    raise DataError(
        "The package's {name} folder is missing (looked for {installed} and {checkout}); install "
        "hulin-analysis again, or run from a complete checkout.",
        name=name,
        installed=installed,
        checkout=checkout,
    )


def descriptor(name: str = "datapackage.json") -> dict[str, Any]:
    """Read what describes the package's data for machines.

    >>> [field["name"] for field in descriptor("ledger.schema.json")["fields"]][:3]
    ['start', 'end', 'quote']
    """
    path = folder("data") / name
    try:
        read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise DataError(
            "The data package {path} cannot be read ({why}); install hulin-analysis again.",
            path=path,
            why=err,
        ) from err
    return read


def source_url(resource: str) -> str:
    """Return the address that a resource of the data package came from.

    >>> source_url("article")
    'http://dangshi.people.com.cn/BIG5/n1/2022/0215/c436975-32352350.html'
    """
    package = descriptor()
    try:
        found = next(row for row in package["resources"] if row["name"] == resource)
        return str(found["sources"][0]["path"])
    except (KeyError, IndexError, StopIteration) as err:
        raise DataError(
            "The data package gives no address for {resource!r}; name it there.", resource=resource
        ) from err
