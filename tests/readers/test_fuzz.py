"""The readers on files that are changed at random: ten seconds of what benchmarks/fuzz does by night."""

from __future__ import annotations

from random import Random

import pytest
from seeds import seeds
from target import check, mutated

SEEDS = seeds()
#: A PDF is read by a process of its own, which takes a tenth of a second to start.
COUNTS = dict.fromkeys(SEEDS, 60) | {"a.pdf": 8, "a.txt": 100}


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_read(name: str) -> None:
    assert check(SEEDS[name], name)


@pytest.mark.parametrize("name", SEEDS)
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    random = Random(f"17 {name}")
    read = [check(mutated(SEEDS[name], list(SEEDS.values()), random), name) for _ in range(COUNTS[name])]
    assert any(read)
