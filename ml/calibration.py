"""Proof of the estimator: `python -m ml.calibration` prints how often its intervals hold the truth.

Provinces of many shapes are drawn with known effects (ml.effect_worlds), estimated through the
public function, and compared. Every share is printed with its Monte Carlo error, which counts
provinces, since the topics of one province share their months.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from ml.effect import estimate_effects
from ml.effect_shapes import World
from ml.effect_worlds import draw_province

PROVINCE = World()
SMALL = replace(PROVINCE, units=12, months=18, topics=3, trained_per_topic=3)
WORKS = replace(PROVINCE, effect_points=2.5)
# Shapes an honest interval must survive; the last group is harsher than the method assumes.
SHAPES: dict[str, World] = {
    "40 units, 24 months, 30 answers": PROVINCE,
    "the same, picked at random": replace(PROVINCE, selection="random"),
    "picked by lowest index": replace(PROVINCE, selection="index"),
    "picked by true weakness": replace(PROVINCE, selection="true state"),
    "12 units, 18 months, 3 trained": SMALL,
    "12 units, 12 months, 2 trained": replace(SMALL, months=12, topics=2, trained_per_topic=2),
    "1 unit trained a topic": replace(PROVINCE, trained_per_topic=1),
    "10 answers a month": replace(PROVINCE, responses=10, selection="index"),
    "100 answers a month": replace(PROVINCE, responses=100),
    "120 units, 36 months, 12 topics": replace(
        PROVINCE, units=120, months=36, topics=12, trained_per_topic=10, responses=15
    ),
    "units hardly differ": replace(PROVINCE, level_sd=1.5, selection="index"),
    "quiet units": replace(PROVINCE, drift_sd=0.3, month_sd=0.3, day_sd=2.0),
    "effect 2.5": WORKS,
    "effect 2.5, by share, uneven": replace(WORKS, dose="share", effect_spread=0.5),
    "effect 2.5, on all elements, one year": replace(WORKS, whole_index=True, lasting="year"),
    "effect -2.5": replace(PROVINCE, effect_points=-2.5, selection="random"),
}
HARSH: dict[str, World] = {
    "drift of 2 points": replace(PROVINCE, drift_sd=2.0),
    "drift of 2 points, 12 units": replace(SMALL, drift_sd=2.0),
    "trends of 1.5 points a year": replace(PROVINCE, trend_sd=1.5),
    "drift never comes back": replace(PROVINCE, drift_memory=1.0, drift_sd=1.5),
    "bad half-years": replace(PROVINCE, half_year_sd=1.5, selection="index"),
    "passing dips of 3 points": replace(PROVINCE, dip=3.0, selection="index"),
    "agencies move together": replace(PROVINCE, agency_sd=1.5),
    "restless and calm units": replace(PROVINCE, unequal=0.7),
}
POWER_EFFECTS = (1.0, 2.0, 3.0, 4.0)
POWER_TRAINED = (3, 8, 20)
POWER_RESPONSES = (10, 30, 100)


@dataclass(frozen=True)
class Row:
    """One estimate against its truth."""

    province: int
    truth: float
    estimate: float
    low: float
    high: float
    called: bool


@dataclass(frozen=True)
class Summary:
    """Shares over the rows; errors are Monte Carlo standard errors over provinces."""

    rows: int
    coverage: float
    coverage_error: float
    found: float
    found_error: float
    called: float
    bias: float
    half_width: float


def estimate_one(world: World, seed: int, kind: str = "index") -> list[Row]:
    """The estimates of one province for outcomes of that kind, where there is a truth."""
    province = draw_province(world, seed)
    rows = []
    for effect in estimate_effects(province.panel, outcomes="index" if kind == "index" else "all"):
        truth = province.truth.get((effect.topic_code, effect.outcome), float("nan"))
        if effect.outcome.partition(":")[0] != kind or effect.ci95 is None or np.isnan(truth):
            continue
        assert effect.estimate is not None
        called = effect.verdict in ("membantu", "merugikan")
        rows.append(Row(seed, truth, effect.estimate, *effect.ci95, called))
    return rows


def study(world: World, seeds: Iterable[int], kind: str = "index") -> Summary:
    """Draw and estimate a province for each seed."""
    return summarise([row for seed in seeds for row in estimate_one(world, seed, kind)])


def summarise(rows: Sequence[Row]) -> Summary:
    """Raises ValueError when no province gave an interval."""
    if not rows:
        raise ValueError("no province gave an interval; draw more of them")
    province = np.array([r.province for r in rows])
    covered = np.array([r.low <= r.truth <= r.high for r in rows])
    found = np.array([r.low > 0 or r.high < 0 for r in rows])
    return Summary(
        rows=len(rows),
        coverage=float(covered.mean()),
        coverage_error=_error(covered, province, 0.95),
        found=float(found.mean()),
        found_error=_error(found, province, 0.05),
        called=float(np.mean([r.called for r in rows])),
        bias=float(np.mean([r.estimate - r.truth for r in rows])),
        half_width=float(np.median([r.high - r.low for r in rows]) / 2),
    )


def _error(hit: np.ndarray, province: np.ndarray, nominal: float) -> float:
    """Clustered by province, never below what independent rows of the nominal share would give."""
    each = np.array([(hit[province == p] - hit.mean()).sum() for p in np.unique(province)])
    clustered = float(np.sqrt((each**2).sum())) / len(hit)
    return max(clustered, float(np.sqrt(nominal * (1 - nominal) / len(hit))))


def _study_job(job: tuple[World, range, str]) -> Summary:
    return study(*job)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if an interval of a shape it is made for holds the truth too seldom."""
    parser = argparse.ArgumentParser(prog="python -m ml.calibration", description=__doc__)
    parser.add_argument("--runs", type=int, default=60, help="provinces a shape (default 60)")
    parser.add_argument("--power-runs", type=int, default=10, help="provinces a cell of power")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="rows whose name has this in it; no power table")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.seed, chosen.seed + chosen.runs)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        failed = _print_coverage(pool, seeds, chosen.only)
        if chosen.only:
            return int(failed)
        _print_power(pool, range(chosen.seed, chosen.seed + chosen.power_runs))
    return int(failed)


def _print_coverage(pool: ProcessPoolExecutor, seeds: range, only: str) -> bool:
    jobs = {name: (world, seeds, "index") for name, world in (SHAPES | HARSH).items()}
    jobs["elements, effect 2.5"] = (WORKS, seeds, "element")
    jobs["complaints, effect 2.5"] = (WORKS, seeds, "complaints")
    jobs["elements, no effect"] = (PROVINCE, seeds, "element")
    jobs["complaints, no effect"] = (PROVINCE, seeds, "complaints")
    jobs = {name: job for name, job in jobs.items() if only in name}
    print(f"{len(jobs) * len(seeds)} provinces; coverage of the 95 % interval, share of intervals")
    print("without zero (false alarms where there is no effect), and verdicts membantu/merugikan\n")
    print(f"{'shape':38} {'rows':>5} {'coverage':>15} {'without 0':>15} {'verdict':>8}", end="")
    print(f" {'bias':>6} {'+/-':>5}")
    short = []
    for name, result in zip(jobs, pool.map(_study_job, jobs.values()), strict=True):
        print(_line(name, result), flush=True)
        if name not in HARSH and result.coverage < 0.95 - 2 * result.coverage_error:
            short.append(name)
    print(
        "\ncoverage below 95 % by more than two Monte Carlo errors: " + (", ".join(short) or "none")
    )
    return bool(short)


def _line(name: str, result: Summary) -> str:
    return (
        f"{name:38} {result.rows:5} {result.coverage:7.1%} ±{result.coverage_error:6.1%} "
        f"{result.found:7.1%} ±{result.found_error:6.1%} {result.called:8.1%} "
        f"{result.bias:+6.2f} {result.half_width:5.2f}"
    )


def _print_power(pool: ProcessPoolExecutor, seeds: range) -> None:
    print(
        "\npower: share of intervals above zero (units trained of five times as many; 24 months)\n"
    )
    print(
        f"{'trained':>7} {'answers a month':>16}" + "".join(f"{e:>9.0f} pt" for e in POWER_EFFECTS)
    )
    cells = [(t, r) for t in POWER_TRAINED for r in POWER_RESPONSES]
    jobs = [
        (
            replace(
                PROVINCE,
                units=max(16, 5 * trained),
                topics=2,
                trained_per_topic=trained,
                responses=responses,
                effect_points=effect,
            ),
            seeds,
            "index",
        )
        for trained, responses in cells
        for effect in POWER_EFFECTS
    ]
    results = list(pool.map(_study_job, jobs))
    for number, (trained, responses) in enumerate(cells):
        row = results[number * len(POWER_EFFECTS) : (number + 1) * len(POWER_EFFECTS)]
        print(f"{trained:>7} {responses:>16}" + "".join(f"{r.found:>12.0%}" for r in row))


if __name__ == "__main__":
    sys.exit(main())
