"""Asking a child process what many texts have in common; what it said is kept for a while."""

import asyncio
import json
import os
import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

from surveys.errors import Refused

KEPT = 64
LONGEST_SECONDS = 60
BUSY = "Tulisan sedang dikelompokkan. Muat ulang sebentar lagi."

_answers: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()
_one_at_a_time = asyncio.Semaphore(1)


async def look_over(key: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What portal.texts_child answers; the same key is asked once.

    key : names what is asked and the state of the texts, such as their newest number. Raises
    Refused where the child does not answer in time.
    """
    if key not in _answers:
        async with _one_at_a_time:
            if key not in _answers:
                _answers[key] = await asyncio.to_thread(_asked, asked)
                while len(_answers) > KEPT:
                    _answers.popitem(last=False)
    return _answers[key]


def _asked(asked: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "portal.texts_child"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST_SECONDS,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            cwd=Path(__file__).resolve().parent.parent,
        )
    except (subprocess.SubprocessError, OSError) as problem:
        raise Refused(BUSY) from problem
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
