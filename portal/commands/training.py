"""`suara effect`, `suara plan` and `suara simulate`."""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from portal import wording
from portal.commands import Session, Subparsers, add_command
from portal.commands.typed import number
from portal.database import utc_now
from surveys import drafts
from surveys.errors import Invalid, Refused
from surveys.rules.periods import Period, parse_period

# The numbers libraries take seconds to load, so only the command that computes loads them.
if TYPE_CHECKING:
    from ml.effect import TopicEffect
    from ml.plan import Required
    from ml.planner import Plan
    from portal.evidence import Gathered
    from portal.planning_limits import Limits


def cycle_of(code: str) -> Period:
    """The half-year of a code such as 2026-2; raises Refused with what is accepted."""
    try:
        period = parse_period(code)
    except ValueError:
        period = None
    if period is None or period.kind.months != 6:
        raise Refused(f"'{code}' bukan siklus; isi seperti 2026-1 atau 2026-2")
    return period


def _label_first(session: Session) -> None:
    from portal.labelling import label_everything

    with session.progress("Membaca komentar") as tell:
        label_everything(session.open(), session.settings, tell)


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def run_effect(arguments: argparse.Namespace, session: Session) -> int:
    """For every topic held: what it changed, against units that were not trained."""
    from ml.effect import estimate_effects
    from portal.evidence import gather_with_mix
    from surveys.effect_protocols import registered

    cycle = cycle_of(arguments.cycle) if arguments.cycle else None
    _label_first(session)
    span = (cycle.first_day, cycle.last_day) if cycle else None
    gathered, mix = gather_with_mix(session.open(), _first_of_next_month(utc_now().date()))
    codes = {topic.code for topic in gathered.topics}
    if arguments.topic and arguments.topic not in codes:
        raise Refused(f"materi '{arguments.topic}' tidak ada; yang ada: {', '.join(sorted(codes))}")
    effects = estimate_effects(
        gathered.panel,
        topic=arguments.topic,
        cycle=span,
        outcomes=arguments.outcomes,
        respondents_mix=mix,
    )
    fixed = session.open().read(lambda connection: registered(connection, span))
    if arguments.json:
        session.answer(
            {
                "topics": [
                    effect.as_json()
                    | {"registered": fixed.counts(effect.topic_code, effect.outcome)}
                    for effect in effects
                ]
            }
        )
    else:
        _print_effects(effects, session)
    return 0


def _print_effects(effects: "tuple[TopicEffect, ...]", session: Session) -> None:
    if not effects:
        session.say("Belum ada pelatihan yang tercatat.")
    for effect in effects:
        if effect.outcome != "index":
            continue
        figure = "–"
        if effect.estimate is not None:
            figure = wording.change(effect.estimate) + " poin"
        if effect.ci95 is not None:
            low, high = (wording.change(end) for end in effect.ci95)
            figure += f" ({low} sampai {high})"
        session.say(f"{effect.topic_code:12} {figure:34} {effect.verdict}")
        session.say(f"{'':12} {effect.reason}")


def run_plan(arguments: argparse.Namespace, session: Session) -> int:
    """The best use of a budget in a cycle, from what was known before it began."""
    from ml.planner import make_plan
    from portal.evidence import gather
    from portal.planning_limits import best_plan

    starts = cycle_of(arguments.cycle).first_day
    for name in ("budget", "max_seats", "max_per_unit"):
        value = getattr(arguments, name)
        least = 1 if name == "max_per_unit" else 0
        if value is not None and value < least:
            raise Refused(f"--{name.replace('_', '-')} adalah {value}; isi angka mulai {least}")
    _label_first(session)
    gathered = gather(session.open(), starts)
    limits, must_have = _limits(arguments), _must_have(arguments.must, gathered)
    with session.progress("Menyusun rencana") as tell:
        try:
            plan = best_plan(
                gathered,
                limits,
                make_plan,
                must_have,
                starts=starts,
                seed=arguments.seed,
                progress=lambda _step, share: tell(int(share * 1000), 1000),
            )
        except Invalid as problem:
            raise Refused(" ".join(problem.fields.values())) from None
    document = plan_document(plan, gathered)
    if arguments.save:
        document["plan_id"] = _save(plan, gathered, arguments, session)
    if arguments.json:
        session.answer(document)
    else:
        _print_plan(plan, session)
        if arguments.save:
            session.say(f"Disimpan sebagai rancangan: /planning/plans/{document['plan_id']}")
    return 0


def _limits(arguments: argparse.Namespace) -> "Limits":
    """The limits of the command line; raises Refused for a share that is none."""
    from portal.planning_limits import SHARED_BY, Limits

    group, _, percent = (arguments.min_share or "").partition(":")
    if arguments.min_share and (
        group not in SHARED_BY or percent not in {str(each) for each in range(1, 101)}
    ):
        raise Refused(
            f"--min-share adalah '{arguments.min_share}'; isi seperti agency:5 atau region:5"
        )
    return Limits(
        arguments.budget,
        arguments.max_seats,
        arguments.max_per_unit,
        group,
        int(percent or 0),
        not arguments.no_explore,
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _must_have(given: Sequence[str], gathered: "Gathered") -> "list[Required]":
    """Trainings that must be in, as UNIT:TOPIC:SEATS; raises Refused with what is accepted."""
    from ml.plan import Required

    units = {unit.code: n for n, unit in enumerate(gathered.units)}
    topics = {topic.code: n for n, topic in enumerate(gathered.topics)}
    lines = []
    for line in given:
        unit, _, rest = line.partition(":")
        topic, _, seats = rest.partition(":")
        if unit not in units or topic not in topics or not _is_count(seats):
            raise Refused(f"--must adalah '{line}'; isi KODE_UNIT:KODE_MATERI:KURSI yang terdaftar")
        staff = int(gathered.panel.staff[units[unit]])
        if not 1 <= int(seats) <= staff:
            raise Refused(f"--must adalah '{line}'; kursi unit itu 1 sampai {staff}")
        lines.append(Required(units[unit], topics[topic], int(seats)))
    return lines


def _save(
    plan: "Plan", gathered: "Gathered", arguments: argparse.Namespace, session: Session
) -> int:
    """Keep the plan as a draft that the planner may change."""
    from portal.labelling import promoted_version
    from portal.plan_lines import draft_of

    now = utc_now()
    until = min(now.date(), plan.starts - timedelta(days=1))
    model = promoted_version(session.settings)
    items, basis = draft_of(plan, gathered, until, model, _limits(arguments))
    return session.open().write(
        lambda connection: drafts.add_draft(
            connection,
            cycle=cycle_of(arguments.cycle).code,
            budget_sen=plan.budget_rupiah * 100,
            max_seats=arguments.max_seats,
            basis=basis,
            items=items,
            actor="suara plan",
            now=now,
        )
    )


def plan_document(plan: "Plan", gathered: "Gathered") -> dict[str, Any]:
    """The plan as the command answers it; costs from the exact price of a seat."""
    document: dict[str, Any] = plan.as_json()
    price = {topic.code: topic.cost_per_seat_sen for topic in gathered.topics}
    spent = 0
    for line in document["items"]:
        cost = line["seats"] * price[line["topic_code"]]
        line["cost"] = _rupiah(cost)
        spent += cost
    document["spent"] = _rupiah(spent)
    return document


def _rupiah(sen: int) -> int | float:
    return sen // 100 if sen % 100 == 0 else sen / 100


def _print_plan(plan: "Plan", session: Session) -> None:
    for item in plan.items:
        session.say(
            f"{item.rank:3}. {item.unit_code:14} {item.topic_code:12} {item.seats:4} kursi"
            f"  {wording.rupiah(item.cost_rupiah):>16}  {wording.number(item.expected_gain)}"
            " kunjungan bermasalah terhindar"
        )
    session.say(
        f"Terpakai {wording.rupiah(plan.spent_rupiah)} dari {wording.rupiah(plan.budget_rupiah)}."
    )
    for note in plan.notes:
        session.say(note)


def run_simulate(arguments: argparse.Namespace, session: Session) -> int:
    """The closed loop in invented provinces: our plans against others and against the truth."""
    from ml.simulation import main

    del session
    return main(["--provinces", str(arguments.provinces), "--seed", str(arguments.seed)])


def register(subparsers: Subparsers) -> None:
    """Offer the planner's commands."""
    parser = add_command(subparsers, "effect", run_effect, "did the trainings help")
    parser.add_argument("--topic", metavar="CODE")
    parser.add_argument("--cycle", metavar="CYCLE", help="as 2026-2")
    parser.add_argument(
        "--outcomes",
        choices=("index", "all"),
        default="index",
        help="all: also each addressed element and complaint rate, which takes ten times as long",
    )
    parser = add_command(subparsers, "plan", run_plan, "what to train next, within a budget")
    parser.add_argument("--cycle", metavar="CYCLE", required=True, help="as 2026-2")
    parser.add_argument("--budget", type=number, required=True, metavar="RUPIAH")
    parser.add_argument("--max-seats", type=number, metavar="N")
    parser.add_argument("--max-per-unit", type=number, metavar="N", default=2)
    parser.add_argument("--seed", type=number, default=0)
    parser.add_argument(
        "--must",
        action="append",
        default=[],
        metavar="UNIT:TOPIC:SEATS",
        help="a training that must be in the plan; may be given more than once",
    )
    parser.add_argument(
        "--min-share",
        metavar="GROUP:PERCENT",
        help="the least share of the budget for every agency or region, as region:5",
    )
    parser.add_argument(
        "--no-explore", action="store_true", help="spend nothing on learning what works"
    )
    parser.add_argument("--save", action="store_true", help="keep the plan as a draft")
    parser = add_command(
        subparsers, "simulate", run_simulate, "plans tried in invented provinces", database=False
    )
    parser.add_argument("--provinces", type=number, default=30)
    parser.add_argument("--seed", type=number, default=1)
