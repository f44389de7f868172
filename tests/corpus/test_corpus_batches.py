from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hulin_analysis.corpus import batches as planned_batches
from hulin_analysis.corpus.batches import Batch, plan
from hulin_analysis.corpus.commits import Part
from hulin_analysis.corpus.inputs import Input, order


def planned(inputs: list[Input], parts: dict[str, set[str]]) -> list[Batch]:
    standing = [
        Part(name, min(keys, key=order), max(keys, key=order), "", {}) for name, keys in parts.items() if keys
    ]
    number = count(1)
    return list(plan(inputs, standing, parts.__getitem__, lambda: f"new-{next(number)}"))


KEYS = st.sampled_from([*(f"{name}.txt" for name in "abcdefgh"), *(f"c.csv/{at}" for at in range(1, 12))])


@given(st.sets(KEYS), st.lists(st.sets(KEYS, min_size=1), max_size=5), st.integers(1, 4))
@settings(max_examples=300)
def test_every_input_is_read_once_and_every_part_has_one_successor(
    there: set[str], known: list[set[str]], most: int
) -> None:
    # No key is of two parts.
    parts = {str(at): keys.difference(*known[:at]) for at, keys in enumerate(known)}
    parts = {name: keys for name, keys in parts.items() if keys}
    inputs = [Input(key, key, 1) for key in sorted(there, key=order)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planned_batches, "_MOST_INPUTS", most)
        batches = planned(inputs, parts)
    assert sorted(given.key for batch in batches for given in batch.inputs) == sorted(there)
    assert sorted(batch.replaces for batch in batches if batch.replaces) == sorted(parts)
    assert len({batch.part for batch in batches}) == len(batches)
    for batch in batches:
        keys = {given.key for given in batch.inputs}
        if batch.replaces:
            assert keys == parts[batch.replaces] & there
        else:
            assert not keys & set().union(*parts.values())
            assert 0 < len(keys) <= most


def test_a_batch_is_full_at_so_many_bytes() -> None:
    inputs = [Input(f"{at:04}.txt", "", 100_000) for at in range(1200)]
    sizes = [batch.bytes for batch in planned(inputs, {})]
    assert sizes[:5] == [300_000, 300_000, 600_000, 600_000, 800_000]
    assert max(sizes) == sizes[40] == 4_000_000
    assert sum(sizes) == 120_000_000


def test_a_part_whose_files_have_grown_is_given_up() -> None:
    inputs = [Input(f"{at:04}.txt", "", 1_000_000) for at in range(40)]
    batches = planned(inputs, {"old": {given.key for given in inputs}})
    assert [batch.part for batch in batches if batch.replaces and not batch.inputs] == ["new-1"]
    assert sorted(given.key for batch in batches for given in batch.inputs) == [g.key for g in inputs]
    assert max(batch.bytes for batch in batches) <= 4_000_000


def test_a_part_with_one_long_file_is_kept() -> None:
    inputs = [Input(f"{at:04}.txt", "", 400_000) for at in range(9)]
    inputs.append(Input("9999.txt", "", 64_000_000))
    batches = planned(inputs, {"old": {given.key for given in inputs}})
    assert [(batch.replaces, len(batch.inputs)) for batch in batches] == [("old", 10)]


def test_only_the_parts_of_the_stretch_are_open() -> None:
    parts = {str(at): {f"{at:03}-{n}.txt" for n in range(3)} for at in range(100)}
    standing = [Part(name, min(keys), max(keys), "", {}) for name, keys in parts.items()]
    inputs = (Input(key, "", 1) for key in sorted(set().union(*parts.values())))
    asked: list[str] = []

    def keys_of(part: str) -> set[str]:
        asked.append(part)
        return parts[part]

    number = count(1)
    batches = plan(inputs, standing, keys_of, lambda: str(next(number)))
    next(batches)
    assert asked == ["0", "1"]
    assert len(list(batches)) == 99
