"""Children: one measurement a process; they are asked on standard input and answer on standard output."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["ChildError", "answer", "ask"]

HERE = Path(__file__).parent
# One thread, whatever the libraries below would like.
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}


class ChildError(Exception):
    """A measurement that came to nothing; the message is half a sentence that says why."""


def ask(
    python: str,
    script: str,
    request: dict[str, Any],
    *,
    limit: float | None = None,
    one_thread: bool = True,
    started: Callable[[int], None] | None = None,
) -> Any:
    """Run a script of this folder in a process of its own and return its answer.

    Parameters
    ----------
    python : str
        The interpreter.
    script : str
        The script's file name.
    request : dict
        What it is asked.
    limit : float, optional
        Seconds by the clock after which it is ended.
    one_thread : bool, optional
        Whether its libraries are told to use a single thread.
    started : callable, optional
        Is told the number of the process, so that it can be watched.

    Raises
    ------
    ChildError
        If it takes longer, or ends without an answer.
    """
    environment = {**os.environ, **(_ONE_THREAD if one_thread else {}), "PYTHONUTF8": "1"}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(
        [python, str(HERE / script)], **pipes, text=True, encoding="utf-8", env=environment
    ) as process:
        try:
            if started:
                started(process.pid)
            out, err = process.communicate(json.dumps(request), timeout=limit)
        except BaseException as ended:  # whatever it was, no child is left behind
            process.kill()
            if isinstance(ended, subprocess.TimeoutExpired):
                raise ChildError(f"ended after {limit:.0f} s") from ended
            raise
    if process.returncode < 0:
        raise ChildError(f"ended by signal {-process.returncode}")
    if process.returncode:
        raise ChildError((err.strip().splitlines() or ["no message"])[-1])
    return json.loads(out)


def answer(work: Callable[[dict[str, Any]], Any]) -> None:
    """Be a child: read the request, work, write the answer.

    What a library prints meanwhile goes to standard error: JioNLP greets whoever imports it.
    """
    request = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        result = work(request)
    json.dump(result, sys.stdout, ensure_ascii=False)
