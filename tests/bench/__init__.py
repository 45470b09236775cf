"""Benchmarks, run with as many threads for matrices as the `suara` command has: one."""

import os

# Read when numpy loads; several threads that wait for each other would count as processor time.
for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
