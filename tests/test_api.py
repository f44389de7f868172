from __future__ import annotations

import subprocess
import sys

import pytest

import hulin_analysis as ha


def test_every_public_name_is_there_and_listed() -> None:
    for name in ha.__all__:
        assert getattr(ha, name) is not None
    assert set(ha.__all__) <= set(dir(ha))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'plot_everything'"):
        ha.plot_everything  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("pandas", "matplotlib", "jieba", "opencc")
    code = f"import sys, hulin_analysis; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
