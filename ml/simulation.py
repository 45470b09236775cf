"""The closed loop: policies plan five half-years in provinces whose truth is known, and are
compared.

What counts is the problem visits that a policy's trainings avoid, as a share of what an oracle
avoids that
knows every need and every effect. `python -m ml.simulation` prints the table.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from ml.learned_effects import Beliefs, learn, topic_needs
from ml.need import LABEL_OF
from ml.outlook import look_ahead
from ml.panel import ELEMENTS, UNTRAINABLE, FloatArray, Panel, month_of
from ml.planner import Rules, choose, make_plan
from ml.simulated_province import Province
from ml.simulated_truth import HALF_YEAR, Shape

Policy = Callable[[Province, int], None]
"""Holds the coming half-year's trainings in a province; the number is the half-year's."""

FLAT_EFFECT = 0.2

SHAPES: Mapping[str, Shape] = {
    "default": Shape(),
    "few-responses": replace(Shape(), responses=120.0, comment_share=(0.10, 0.20)),
    "unit-scores": replace(Shape(), scores="unit"),
    "drift": replace(Shape(), drift=0.25, shock=0.08),
    "poor-classifier": replace(Shape(), recall=0.65, false_positive=0.03),
    "strong-or-nothing": replace(Shape(), zero_share=0.5, effect_a=1.5, effect_b=1.5),
    "as-judged": replace(Shape(), prior_strength=1.0, zero_share=0.15),
    "uneven-labels": replace(Shape(), label_spread=0.6),
    "small": replace(Shape(), units=12, responses=600.0, budget_share=0.05),
    "large": replace(Shape(), units=120, responses=150.0),
    "generous": replace(Shape(), budget_share=0.08),
    "short-lived": replace(Shape(), fade_half_life_months=12.0),
    "nothing-works": replace(Shape(), zero_share=1.0),
}
"""Other kinds of provinces, to see that the planner does not fit one of them alone."""

NEARLY_ALL = 0.95
"""A policy that spends less says when it did."""


@dataclass(frozen=True)
class Row:
    """One policy over all provinces: share of the oracle's avoided visits, and of the
    budget spent in each half-year."""

    policy: str
    mean: float
    least: float
    by_half_year: tuple[float, ...]

    @property
    def spent(self) -> float:
        """The share over all half-years."""
        return float(np.mean(self.by_half_year))


def at_random(province: Province, _half_year: int) -> None:
    """Any training for any unit until the money is gone."""
    left = province.budget_rupiah
    for place in province.chance.permutation(province.shape.units * len(province.topics)):
        unit, topic = divmod(int(place), len(province.topics))
        seat = province.topics[topic].cost_per_seat_rupiah
        seats = min(int(province.staff[unit]), left // seat)
        if seats < 1:
            return
        left -= seats * seat
        province.hold(unit, topic, seats)


def worst_index_first(province: Province, _half_year: int) -> None:
    """Today's practice: the units of the lowest index are sent to a training for their weakest
    element."""
    left = province.budget_rupiah
    for unit, topic in _as_today(province):
        seat = province.topics[topic].cost_per_seat_rupiah
        seats = min(int(province.staff[unit]), left // seat)
        if seats < 1:
            return
        left -= seats * seat
        province.hold(unit, topic, seats)


def _as_today(province: Province) -> list[tuple[int, int]]:
    recent = province.panel().answers[:, -HALF_YEAR:].sum(axis=1)
    many = np.maximum(recent.sum(axis=-1), 1)
    mean = (recent @ np.arange(1, 5)) / many
    pairs = []
    for unit in np.argsort(mean.mean(axis=1), kind="stable"):
        for element in np.argsort(mean[unit], kind="stable"):
            key = ELEMENTS[element]
            fitting = [k for k, topic in enumerate(province.topics) if key in topic.addresses]
            if key not in UNTRAINABLE and fitting:
                pairs.append((int(unit), int(province.chance.choice(fitting))))
                break
    return pairs


def ours(province: Province, half_year: int) -> None:
    """What the planner proposes, from the panel alone."""
    plan = make_plan(
        province.panel(),
        starts=province.starts,
        budget_rupiah=province.budget_rupiah,
        seed=half_year,
    )
    for item in plan.items:
        province.hold(item.unit, item.topic, item.seats)


def ours_without_exploring(province: Province, half_year: int) -> None:
    """The same planner, but nothing is bought for what it teaches."""
    _hold(province, learn(province.panel(), np.random.default_rng(half_year)))


def ours_by_thompson_sampling(province: Province, half_year: int) -> None:
    """The same planner, exploring by taking one draw of what is believed for the truth."""
    rng = np.random.default_rng(half_year)
    beliefs = learn(province.panel(), rng)
    drawn = beliefs.draws[rng.integers(len(beliefs.draws))]
    _hold(province, replace(beliefs, effect=np.maximum(drawn, 0.0)))


def flat_effect(province: Province, _half_year: int) -> None:
    """Good estimates of need, and the same effect believed of every topic."""
    panel = province.panel()
    _hold(province, _believing(panel, FLAT_EFFECT * topic_needs(panel)))


def known_effects(province: Province, _half_year: int) -> None:
    """Needs estimated as ours, effects known."""
    _hold(province, _believing(province.panel(), province.truth.effect[:, LABEL_OF]))


def oracle(province: Province, _half_year: int) -> None:
    """Needs and effects known."""
    beliefs = _believing(province.panel(), province.truth.effect[:, LABEL_OF])
    _hold(province, replace(beliefs, level=province.truth.rate[:, province.month - 1][:, LABEL_OF]))


def _believing(panel: Panel, effect: FloatArray) -> Beliefs:
    return learn(panel, np.random.default_rng(0), fixed=effect)


def _hold(province: Province, beliefs: Beliefs) -> None:
    panel = province.panel()
    ahead = look_ahead(panel, beliefs, month_of(province.starts))
    rules = Rules(province.budget_rupiah, None, 2)
    choice = choose(panel, beliefs, ahead, rules, explore=False, lots=False, seed=0)
    for unit, topic in np.argwhere(choice.seats > 0):
        province.hold(int(unit), int(topic), int(choice.seats[unit, topic]))


POLICIES: Mapping[str, Policy] = {
    "random": at_random,
    "worst index first": worst_index_first,
    "flat effect": flat_effect,
    "ours, not exploring": ours_without_exploring,
    "ours, Thompson sampling": ours_by_thompson_sampling,
    "ours": ours,
    "effects known": known_effects,
}


def live_before(province: Province) -> None:
    """The half-years before the first plan, in the last of which a few are trained as today."""
    for half_year in range(province.shape.half_years_before):
        if half_year == province.shape.half_years_before - 1:
            for unit, topic in _as_today(province)[: province.shape.trained_as_today]:
                province.hold(unit, topic, int(province.staff[unit]))
        province.live()


def avoided(shape: Shape, seed: int, policy: Policy) -> tuple[float, FloatArray]:
    """Problem visits that a policy avoids in one province, and the share of the budget that it
    spent in each half-year (H,)."""
    province = Province(shape, seed)
    live_before(province)
    before = len(province.deliveries)
    spent = np.zeros(shape.half_years)
    for half_year in range(shape.half_years):
        known = len(province.deliveries)
        policy(province, half_year)
        spent[half_year] = sum(
            province.topics[held.topic].cost_per_seat_rupiah * held.participants
            for held in province.deliveries[known:]
        )
        province.live()
    return province.avoided_visits(before), spent / max(province.budget_rupiah, 1)


def compare(
    shape: Shape,
    seeds: Sequence[int],
    policies: Mapping[str, Policy] = POLICIES,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Row, ...]:
    """Every policy in every province, in avoided problem visits over the oracle's."""
    shares: dict[str, list[float]] = {name: [] for name in policies}
    spent: dict[str, list[FloatArray]] = {name: [] for name in policies}
    for done, seed in enumerate(seeds):
        best, _ = avoided(shape, seed, oracle)
        for name, policy in policies.items():
            visits, cost = avoided(shape, seed, policy)
            shares[name].append(visits / best if best > 0 else 0.0)
            spent[name].append(cost)
        if progress is not None:
            progress(done + 1, len(seeds))
    return tuple(
        Row(
            name,
            float(np.mean(shares[name])),
            min(shares[name]),
            tuple(float(part) for part in np.mean(spent[name], axis=0)),
        )
        for name in policies
    )


def table(rows: Sequence[Row], shape: str, provinces: int) -> str:
    """The rows as a table in Markdown."""
    head = (
        f"Avoided problem visits over the oracle's, {provinces} provinces, shape {shape}\n\n"
        "| policy | mean | least | budget spent |\n|---|---|---|---|\n"
    )
    lines = [
        f"| {row.policy} | {row.mean:.2f} | {row.least:.2f} | {row.spent:.2f} |" for row in rows
    ]
    kept = [
        f"Budget spent, half-year by half-year, {row.policy}: "
        + ", ".join(f"{part:.2f}" for part in row.by_half_year)
        for row in rows
        if row.spent < NEARLY_ALL
    ]
    return head + "\n".join(lines) + "".join(f"\n\n{line}" for line in kept)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table of one shape, or of each."""
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("--provinces", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1, help="the first province's seed")
    parser.add_argument("--shape", choices=[*SHAPES, "all"], default="default")
    parser.add_argument("--policies", nargs="*", choices=list(POLICIES), default=list(POLICIES))
    given = parser.parse_args(argv)
    if given.provinces < 1:
        parser.error(f"--provinces is {given.provinces}; expected 1 or more")
    for name in SHAPES if given.shape == "all" else [given.shape]:
        began = perf_counter()

        def tell(done: int, many: int, since: float = began) -> None:
            print(f"\r{done}/{many}, {perf_counter() - since:.0f} s", end="", file=sys.stderr)

        seeds = range(given.seed, given.seed + given.provinces)
        chosen = {policy: POLICIES[policy] for policy in given.policies}
        rows = compare(SHAPES[name], seeds, chosen, tell)
        print(file=sys.stderr)
        print(table(rows, name, given.provinces), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
