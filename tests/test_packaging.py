from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hulin_analysis import package_data
from hulin_analysis.errors import DataError, HulinError

#: Where conda-forge gives a distribution another name.
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "jupyter-core": "jupyter_core",
    "matplotlib": "matplotlib-base",
    "pypandoc-binary": "pypandoc",
    "typst": "typst-py",
}
#: What conda-forge does not carry: pip installs it into the conda environment.
PIP_ONLY = {"axe-playwright-python", "duckdb", "opencc", "playwright", "pypdfium2", "zhplot"}
#: Conda packages that stand for something a wheel carries inside, or that every conda environment names.
CONDA_ONLY = {"python", "pip", "pandoc"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements(project: dict[str, Any], *, extras: bool = True) -> dict[str, Requirement]:
    """Every requirement by canonical name, the project's own extras resolved."""
    lines = list(project["dependencies"])
    if extras:
        lines += [line for group in project["optional-dependencies"].values() for line in group]
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r for r in parsed if r.name != project["name"]}


# -- pyproject.toml, environment.yml and requirements.lock say the same -----------------------------------


def test_every_requirement_has_a_lower_and_an_upper_bound(project: dict[str, Any]) -> None:
    for requirement in requirements(project).values():
        assert {s.operator for s in requirement.specifier} == {">=", "<"}, requirement


def test_no_requirement_is_given_twice(project: dict[str, Any]) -> None:
    lines = [*project["dependencies"], *(x for g in project["optional-dependencies"].values() for x in g)]
    # One extra may bring another along.
    names = [name for x in lines if (name := canonicalize_name(Requirement(x).name)) != project["name"]]
    assert sorted(set(names)) == sorted(names)


def test_conda_environment_has_the_same_names_and_bounds(root: Path, project: dict[str, Any]) -> None:
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == project["name"]
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    conda = [line for line in environment["dependencies"] if isinstance(line, str)]
    (by_pip,) = [line["pip"] for line in environment["dependencies"] if isinstance(line, dict)]
    assert by_pip[-1] == "--editable ."

    bounds: dict[str, str] = {}
    for line in conda:
        name, _, bound = line.partition(" ")
        assert name not in bounds, f"{name} is named twice"
        bounds[name] = bound
    given = {name: Requirement(f"{name}{bound}").specifier for name, bound in bounds.items()}
    given |= {Requirement(line).name: Requirement(line).specifier for line in by_pip[:-1]}

    wanted = {
        name if name in PIP_ONLY else CONDA_NAMES.get(name, name): requirement.specifier
        for name, requirement in requirements(project).items()
    }
    assert {name: str(s) for name, s in given.items() if name not in CONDA_ONLY} == {
        name: str(s) for name, s in wanted.items()
    }
    assert str(given["python"]) == project["requires-python"]
    assert {Requirement(line).name for line in by_pip[:-1]} == PIP_ONLY


def locked(root: Path) -> dict[str, list[tuple[Requirement, int]]]:
    """The pinned requirements by canonical name, each with the number of its hashes."""
    text = (root / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line.split("--hash")[0].strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(
                (requirement, line.count("--hash=sha256:"))
            )
    return found


def test_the_lock_pins_every_requirement_within_its_bounds(root: Path, project: dict[str, Any]) -> None:
    pins = locked(root)
    for name, requirement in requirements(project).items():
        assert name in pins, f"{name} is not in requirements.lock; run make lock"
        for pin, _ in pins[name]:
            (exact,) = pin.specifier
            assert exact.operator == "=="
            assert requirement.specifier.contains(exact.version), f"{pin}: run make lock"


def test_the_lock_has_a_hash_for_everything_and_no_address(root: Path) -> None:
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert all(hashes for pins in locked(root).values() for _, hashes in pins)
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "system", [("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")]
)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_pins_one_version_for_each_system(
    root: Path, system: tuple[str, str, str], python: str
) -> None:
    platform, name, os_name = system
    environment = {
        **default_environment(),
        "sys_platform": platform,
        "platform_system": name,
        "os_name": os_name,
        "python_version": python,
        "python_full_version": f"{python}.9",
    }
    for pins in locked(root).values():
        fitting = [p for p, _ in pins if p.marker is None or p.marker.evaluate(environment)]
        assert len(fitting) <= 1


def test_no_file_of_the_set_up_names_an_index(root: Path) -> None:
    for name in ("pyproject.toml", "requirements.lock", "environment.yml", "Makefile", ".ci/run"):
        text = (root / name).read_text(encoding="utf-8")
        assert not re.search(r"--(extra-)?index-url|--find-links|\[\[tool\.uv\.index", text), name


# -- what the code imports is declared ----------------------------------------------------------------------


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - {"hulin_analysis"} - set(sys.stdlib_module_names)


def test_what_the_code_imports_is_a_declared_requirement(root: Path, project: dict[str, Any]) -> None:
    declared = set(requirements(project))
    known = packages_distributions()
    for path in (root / "src" / "hulin_analysis").rglob("*.py"):
        for module in imported(path):
            distributions = {canonicalize_name(d) for d in known.get(module, [module])}
            assert distributions & declared, (
                f"{path.name} imports {module}, which pyproject.toml does not name"
            )


BLOCK_THE_EXTRAS = """
import importlib.abc, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
import hulin_analysis as ha
import hulin_analysis.cli
assert len(ha.extract(ha.load_article())) > 0
"""


def test_the_core_works_without_the_extras(tmp_path: Path, project: dict[str, Any]) -> None:
    core = set(requirements(project, extras=False))
    extras = project["optional-dependencies"]
    optional = {Requirement(x).name for name in ("report", "corpus", "lab") for x in extras[name]}
    blocked = {
        module
        for module, distributions in packages_distributions().items()
        if {canonicalize_name(d) for d in distributions} & {canonicalize_name(o) for o in optional} - core
    }
    assert {"jupyterlab", "typst", "pypandoc", "openpyxl", "dask", "anywidget"} <= blocked
    code = BLOCK_THE_EXTRAS.format(blocked=blocked)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_importing_jieba_is_quiet(tmp_path: Path) -> None:
    """Compiled afresh, with every warning shown: what jieba's age brings up stays inside keywords.py."""
    command = [
        sys.executable,
        "-W",
        "always",
        "-X",
        f"pycache_prefix={tmp_path}",
        "-c",
        "import hulin_analysis.keywords",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "jieba" not in run.stderr
    assert "pkg_resources" not in run.stderr


# -- the folders of the package ------------------------------------------------------------------------------


def test_folders_are_found_in_the_checkout(root: Path) -> None:
    assert package_data.folder("data") == root / "data"
    assert package_data.folder("notebooks") == root / "notebooks"


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(DataError, match=r"The package's recordings folder is missing .*_recordings"):
        package_data.folder("recordings")


def test_a_missing_address_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="'nothing'"):
        package_data.source_url("nothing")
    with pytest.raises(DataError, match="'context'"):
        package_data.source_url("context")
    monkeypatch.setattr(package_data, "folder", lambda name: tmp_path)
    with pytest.raises(HulinError, match="cannot be read"):
        package_data.source_url("article")
    (tmp_path / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(HulinError, match="cannot be read"):
        package_data.source_url("article")


# -- the wheel ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_data_notebooks_and_vocabulary(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert (
            archive.read("hulin_analysis/_data/article.txt") == (root / "data" / "article.txt").read_bytes()
        )
    wanted = {f"hulin_analysis/_data/{p.name}" for p in (root / "data").iterdir() if p.is_file()}
    beside = [*(root / "notebooks").glob("*.ipynb"), *(root / "notebooks").glob("*.toml")]
    wanted |= {f"hulin_analysis/_notebooks/{p.name}" for p in beside}
    wanted |= {"hulin_analysis/_notebooks/ten_counties/articles.csv"}
    wanted |= {
        p.relative_to(root / "src").as_posix()
        for p in (root / "src" / "hulin_analysis").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and not p.name.startswith(".")
    }
    assert wanted - names == set()
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert any("dist-info/licenses/" in n and n.endswith("OFL.txt") for n in names)
    strangers = [n for n in names if not n.startswith(("hulin_analysis/", "hulin_analysis-"))]
    assert strangers == []
    assert not [n for n in names if "__pycache__" in n or ".ipynb_checkpoints" in n]


def test_the_wheel_is_small_because_its_notebooks_have_no_outputs(root: Path, wheel: Path) -> None:
    assert wheel.stat().st_size <= 3_000_000
    with zipfile.ZipFile(wheel) as archive:
        for path in (root / "notebooks").glob("*.ipynb"):
            packed = json.loads(archive.read(f"hulin_analysis/_notebooks/{path.name}"))
            stored = json.loads(path.read_text(encoding="utf-8"))
            assert [cell["source"] for cell in packed["cells"]] == [
                cell["source"] for cell in stored["cells"]
            ]
            assert not any(cell.get("outputs") for cell in packed["cells"])


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it.

    What the package needs comes from the environment that runs the tests, by a path file, so that no
    network is asked. A path file adds a folder without reading the path files in it: the editable
    install of the checkout stays out of sight.
    """
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / Path(sys.executable).name
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    run = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    borrowed = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (Path(purelib) / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return binaries


def run_elsewhere(command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


USE_IT = """
import hulin_analysis as ha
from hulin_analysis import package_data
article = ha.load_article()
metrics = ha.load_metrics()
assert len(ha.load_context()) == 15
assert ha.extract(article).equals(metrics)
print(ha.__file__)
print(package_data.folder("data"))
print(len(list(package_data.folder("notebooks").glob("*.ipynb"))))
"""


def test_the_wheel_works_outside_the_checkout(root: Path, installed: Path, tmp_path: Path) -> None:
    run = run_elsewhere([installed / "python", "-c", USE_IT], tmp_path)
    assert run.returncode == 0, run.stderr
    module, data, notebooks = run.stdout.split("\n")[:3]
    assert Path(module).is_relative_to(installed.parent)
    assert Path(data).is_relative_to(installed.parent)
    assert int(notebooks) == len(list((root / "notebooks").glob("*.ipynb"))) > 0


def test_the_installed_command_audits_the_packaged_article(installed: Path, tmp_path: Path) -> None:
    where = "from hulin_analysis import package_data; print(package_data.folder('data') / 'article.txt')"
    article = run_elsewhere([installed / "python", "-c", where], tmp_path).stdout.strip()
    assert Path(article).is_relative_to(installed.parent)
    run = run_elsewhere([installed / "hulin", "audit", article], tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []
