"""The peers' environment: benchmarks/.venv, made and filled by the benchmark, apart from the checkout's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["install", "make", "version_of"]

HERE = Path(__file__).parent
FOLDER = HERE / ".venv"
PYTHON = FOLDER / "bin" / "python"


def make() -> bool:
    """Make the environment if it is not there; return whether it is."""
    if PYTHON.exists():
        return True
    return _done([sys.executable, "-m", "venv", str(FOLDER)])


def install(package: str) -> bool:
    """Install one peer in its pinned version; return whether it is there.

    What is already installed is left as it is, without asking an index.
    """
    pins = str(HERE / "requirements.txt")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return make() and _done([*pip, "--constraint", pins, package])


def version_of(package: str) -> str:
    """Return the version of an installed peer."""
    code = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    command = [str(PYTHON), "-c", code, package]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _done(command: list[str]) -> bool:
    # Their own words stay unseen: pip's name the index and the settings of the machine.
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
