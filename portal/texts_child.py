"""A process that looks over many texts at once: one JSON document in, one out, then it ends.

Kept apart from the web process because it needs scipy, and some seconds of a processor.
"""

import json
import os
import sys
from typing import Any

NICENESS = 10


def answer(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Themes of {"texts"}, or rising words of {"now", "before"}."""
    if "texts" in asked:
        from ml.themes import themes

        return [
            {"size": one.size, "words": list(one.words), "examples": list(one.examples)}
            for one in themes(asked["texts"])
        ]
    from ml.rising import rising_words

    return [
        {"word": one.word, "now": one.now, "before": one.before}
        for one in rising_words(asked["now"], asked["before"])
    ]


if __name__ == "__main__":
    os.nice(NICENESS)
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
