"""Faults: a run that is killed, starved of space, cut off or interrupted ends as if nothing had been."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from made_corpus import built, csv, hulin, one_sentence, rows, text, without_disk, write

from hulin_analysis.corpus import load_corpus
from hulin_analysis.corpus.store import UNFINISHED
from hulin_analysis.errors import DataError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signals are those of POSIX")

#: What a run says of the table in its folder.
COLUMNS = "t.csv: text from text, title from title.\n"

#: One of each kind; every step of a run is stopped at in test_corpus_store.py. HULIN_KILLS asks for more.
KILLS = int(os.environ.get("HULIN_KILLS", 3))
# As the command, but with small batches, so that a run of a few seconds has many parts to be killed between,
# and with less patience.
SMALL = [
    sys.executable,
    "-c",
    "from hulin_analysis.corpus import workers, batches as p\n"
    "p._FIRST_BYTES = p._MOST_BYTES = 5_000; workers._PATIENCE = 4\n"
    "from hulin_analysis.cli import main; main()",
]
FILES = 160


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of some hundred files and a table, of which a run takes some seconds."""
    files: dict[str, str | bytes] = {f"{at % 7}/{at:03}.txt": text(at, 2 + at % 25) for at in range(FILES)}
    files |= {"empty.txt": "", "noise.txt": bytes(range(256)) * 20, "3/t.csv": csv(*range(60)), "u.csv": "x"}
    return write(tmp_path_factory.mktemp("faults") / "articles", files)


@pytest.fixture(scope="module")
def reference(source: Path) -> dict[str, list[str]]:
    output = source.parent / "reference"
    run = hulin("corpus", source, "-o", output, "--workers", "2")
    assert (run.returncode, run.stderr) == (0, COLUMNS)
    found = rows(output)
    assert len(found["documents"]) + len(found["errors"]) == FILES + 60 + 3
    return found


def _hears_ctrl_c() -> None:
    """Undo what a shell does to what it runs in the background: there SIGINT is not heard."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(source: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*SMALL, "corpus", str(source), "-o", str(output), *(options or ("--workers", "2"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    )


def until(condition: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it has not come about in time"
        time.sleep(0.02)


def committed(output: Path) -> int:
    return len(list((output / "documents").glob("*.parquet")))


def children(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    def is_one(child: psutil.Process) -> bool:
        try:
            return "workers import serve" in " ".join(child.cmdline())
        except psutil.Error:
            return False

    return list(filter(is_one, children(process)))


def gone(processes: list[psutil.Process]) -> bool:
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)


def known(output: Path) -> set[str]:
    """Load what a killed run has left: it can be, and no document is in it twice."""
    try:
        corpus = load_corpus(output)
    except DataError:
        assert committed(output) == 0  # nothing had been begun
        return set()
    keys = [*corpus.documents["document"], *corpus.errors["document"]]
    assert len(keys) == len(set(keys))
    for table in ("quantities", "ledger"):
        assert set(corpus.query(f"SELECT DISTINCT document FROM {table}")["document"]) <= set(keys)
    return set(keys)


def read_of(stdout: str) -> int:
    """Return how many inputs a run says it has read."""
    return int(stdout.split("inputs: ")[1].split(" read")[0])


def finish(source: Path, output: Path, reference: dict[str, list[str]]) -> int:
    """Run to the end, and return how many inputs were read then."""
    before = known(output)
    with without_disk():
        corpus, seen = built(source, output)
    assert rows(corpus) == reference
    assert not (output / UNFINISHED).exists()
    assert sorted(path.name for path in output.iterdir() if path.name != "_lock") == [
        "corpus.json",
        "documents",
        "errors",
        "ledger",
        "parts.log",
        "quantities",
    ]
    assert seen.unchanged == len(before)
    return seen.documents + seen.errors


def test_killed_at_several_moments_the_corpus_is_as_if_undisturbed(
    source: Path, reference: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2022)
    kinds = ["group", "main", "worker"]
    hits = dict.fromkeys(kinds, 0)
    runs = outputs = resumed = 0
    begun = time.monotonic()
    output = source.parent / "killed 0"
    while sum(hits.values()) < KILLS:
        kind = kinds[sum(hits.values()) % 3]
        before = known(output) if output.exists() else set()
        process = started(source, output)
        runs += 1
        # Anywhere from the first thing it does to the last: half of the moments while it starts.
        if chance.random() < 0.6:
            at = committed(output) + chance.randrange(1, 12)
            end = time.monotonic() + 20
            while committed(output) < at and process.poll() is None and time.monotonic() < end:
                time.sleep(0.005)
        else:
            time.sleep(chance.uniform(0.6, 2.5))
        time.sleep(chance.uniform(0, 0.05))
        if kind == "worker":
            until(lambda process=process: workers(process) or process.poll() is not None)
        all_of_them, prey = children(process), workers(process)
        if process.poll() is None and (kind != "worker" or prey):
            hits[kind] += 1
            if kind == "group":
                os.killpg(process.pid, signal.SIGKILL)
            elif kind == "main":
                process.kill()
            else:
                chance.choice(prey).kill()
        out, err = process.communicate(timeout=90)
        if process.returncode == 0:
            # It was not hit, or lived on without one of its workers: all is done, nothing of it twice.
            assert err == COLUMNS
            assert rows(output) == reference
            assert read_of(out) == FILES + 63 - len(before)
            assert not (output / UNFINISHED).exists()
            outputs += 1
            output = source.parent / f"killed {outputs}"
        else:
            assert process.returncode == -signal.SIGKILL, err
            until(lambda processes=all_of_them: gone(processes), 10)  # and nobody writes on
            assert before <= known(output)
            resumed += 1
    if output.exists():
        finish(source, output, reference)
    assert sum(hits.values()) == KILLS
    assert min(hits.values()) >= KILLS // 3
    with capsys.disabled():
        print(f"\n{hits} in {runs} runs, {outputs} of them ended: {time.monotonic() - begun:.0f} s")


def test_a_run_beside_another_is_refused_and_the_lock_of_a_dead_one_is_none(
    source: Path, reference: dict[str, list[str]]
) -> None:
    output = source.parent / "two"
    first = started(source, output)
    until(lambda: committed(output) > 0)
    os.kill(first.pid, signal.SIGSTOP)  # it would be done before the other has begun
    second = hulin("corpus", source, "-o", output)
    assert (second.returncode, second.stdout) == (1, "")
    assert one_sentence(second.stderr)
    assert "Another run is writing to" in second.stderr
    first.kill()
    first.communicate()
    finish(source, output, reference)


@pytest.mark.parametrize("moment", ["start", "work"])
def test_ctrl_c_ends_with_a_sentence(source: Path, reference: dict[str, list[str]], moment: str) -> None:
    output = source.parent / f"interrupted {moment}"
    process = started(source, output)
    if moment == "start":
        until(lambda: (output / UNFINISHED).exists())
        time.sleep(0.7)
    else:
        until(lambda: committed(output) > 2)
    all_of_them = children(process)
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 10
    assert (process.returncode, out) == (130, "")
    assert err == "hulin: stopped; what was finished is kept, and the same command goes on from here.\n"
    until(lambda: gone(all_of_them), 10)
    assert not (output / UNFINISHED).exists()
    finish(source, output, reference)


# -- no room -----------------------------------------------------------------------------------------------


def _little_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_where_no_file_may_grow_nothing_finished_is_lost(
    source: Path, reference: dict[str, list[str]]
) -> None:
    output = source.parent / "limited"
    big = write(source.parent / "limited articles", {})
    for path in source.rglob("*.*"):
        write(big, {str(path.relative_to(source)): path.read_bytes()})
    write(big, {"9.txt": "".join(text(at * at, 300) for at in range(9))})
    run = subprocess.run(
        [*SMALL, "corpus", big, "-o", output, "--workers", "1"],
        preexec_fn=_little_files,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert one_sentence(run.stderr)
    assert "cannot be written to" in run.stderr
    assert "what was finished is kept" in run.stderr
    assert not (output / UNFINISHED).exists()
    kept = known(output)
    assert len(kept) > 20
    (big / "9.txt").unlink()
    assert finish(big, output, reference) == FILES + 63 - len(kept)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here; the limit on files is tested instead")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_a_sentence_and_with_room_the_rest_is_done(
    source: Path, reference: dict[str, list[str]]
) -> None:
    with small_disk(source.parent / "disk", "8m") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * ((8 << 20) - 500_000))
        output = disk / "corpus"
        for _ in range(2):  # the same command does not get stuck in what it has left
            process = started(source, output, "--workers", "1")
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out) == (1, "")
            assert one_sentence(err)
            assert "No space left on device" in err
            assert not (output / UNFINISHED).exists()
        kept = known(output)
        assert kept
        ballast.unlink()
        assert finish(source, output, reference) == FILES + 63 - len(kept)


def test_where_there_is_no_room_at_all_nothing_is_begun(source: Path) -> None:
    with small_disk(source.parent / "full", "64k") as disk:
        with pytest.raises(OSError, match="No space left"):
            (disk / "ballast").write_bytes(b"x" * (1 << 20))
        process = started(source, disk / "corpus")
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (1, "")
        assert one_sentence(err)


# -- a scheduler of others ---------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def cluster(folder: Path, count: int = 2, **more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a scheduler with workers as anyone does, and end them."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([*dask, *arguments], env=os.environ | more, **quiet)  # type: ignore[call-overload]
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process  # type: ignore[no-any-return]

        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        until(lambda: not socket.socket().connect_ex(("127.0.0.1", port)))
        for _ in range(count):
            start("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        yield address, scheduler


def test_the_workers_of_a_scheduler_make_the_same_corpus(
    source: Path, reference: dict[str, list[str]], tmp_path: Path
) -> None:
    some = write(tmp_path / "some", {f"{at}.txt": text(at) for at in range(30)})
    with cluster(tmp_path) as (address, scheduler):
        # Two runs at once on one scheduler: neither takes what is the other's.
        processes = [
            started(source, tmp_path / "o", "--scheduler", address),
            started(some, tmp_path / "p", "--scheduler", address),
        ]
        for process, said in zip(processes, (COLUMNS, ""), strict=True):
            _, err = process.communicate(timeout=60)
            assert (process.returncode, err) == (0, said)
        assert rows(tmp_path / "o") == reference
        assert len(rows(tmp_path / "p")["documents"]) == 30
        # It is killed in the middle of the next run.
        process = started(source, tmp_path / "q", "--scheduler", address)
        until(lambda: committed(tmp_path / "q") > 1)
        scheduler.kill()
        begun = time.monotonic()
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (1, "")
        assert one_sentence(err)
        assert "The Dask scheduler is gone" in err
        assert time.monotonic() - begun < 30
    kept = known(tmp_path / "q")
    assert finish(source, tmp_path / "q", reference) == FILES + 63 - len(kept)


def test_a_worker_with_other_rules_is_refused(source: Path, tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"units.toml": '[things]\nwords = ["趟次"]\n'})
    with cluster(tmp_path, 1, HULIN_VOCABULARY=str(own)) as (address, _):
        run = hulin("corpus", source, "-o", tmp_path / "o", "--scheduler", address)
    assert (run.returncode, run.stdout) == (1, "")
    assert one_sentence(run.stderr)
    assert "set the same HULIN_VOCABULARY" in run.stderr
    assert json.loads((tmp_path / "o" / "corpus.json").read_text())["complete"] is False


def test_a_scheduler_without_workers_or_none_at_all_is_a_sentence(source: Path, tmp_path: Path) -> None:
    with cluster(tmp_path, 0) as (address, _):
        idle = started(source, tmp_path / "o", "--scheduler", address)
        none = started(source, tmp_path / "p", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
        odd = started(source, tmp_path / "q", "--scheduler", "nonsense")
        for process, words in (
            (idle, "has no workers; start some with dask worker tcp://"),
            (none, "There is no Dask scheduler at 'tcp://"),
            (odd, "There is no Dask scheduler at 'nonsense'"),
        ):
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out) == (1, "")
            assert one_sentence(err)
            assert words in err
