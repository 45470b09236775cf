"""Every benchmark, one table after the other: `python -m tests.bench [name ...]`."""

import importlib
import sys
from pathlib import Path

from tests.bench.table import printed

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    """Run the benchmarks whose names contain a wanted word; all where none is given."""
    chosen = [name for name in NAMES if not wanted or any(word in name for word in wanted)]
    if not chosen:
        print(f"no benchmark is called {' or '.join(wanted)}; there are {', '.join(NAMES)}")
        return 2
    for name in chosen:
        print(f"== {name}", flush=True)
        measured = importlib.import_module(f"tests.bench.{name}").main()
        if isinstance(measured, list):
            print(printed(measured))
    return 0


if __name__ == "__main__":
    if {"-h", "--help"} & set(sys.argv):
        print(f"{__doc__}\n\nThere are {', '.join(NAMES)}.")
        raise SystemExit(0)
    raise SystemExit(main([word for word in sys.argv[1:] if not word.startswith("--")]))
