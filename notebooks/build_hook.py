"""Pack the notebooks into the wheel without their outputs, which are most of their size.

Copies of them (``hulin lab``) have none either; the checkout keeps them for the site and for nbval.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WithoutOutputs(BuildHookInterface[Any]):
    """Put stripped notebooks, and what stands beside them, into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the stripped notebooks to a temporary folder, and have them packed from there."""
        if version == "editable":
            return
        self.made = tempfile.TemporaryDirectory()
        source = Path(self.root, "notebooks")
        for path in sorted([*source.glob("*.ipynb"), *source.glob("*.toml"), *source.glob("*/*.csv")]):
            name = path.relative_to(source).as_posix()
            content = path.read_text(encoding="utf-8")
            packed = Path(self.made.name, name)
            packed.parent.mkdir(exist_ok=True)
            packed.write_text(_stripped(content) if path.suffix == ".ipynb" else content, encoding="utf-8")
            build_data["force_include"][str(packed)] = f"hulin_analysis/_notebooks/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what was made."""
        if version != "editable":
            self.made.cleanup()


def _stripped(notebook: str) -> str:
    read = json.loads(notebook)
    for cell in read["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
    return json.dumps(read, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
