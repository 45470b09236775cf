"""The demo as a folder of CSV files: it comes in by the same import as anybody's data."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from portal.demo_answers import RESPONSE_HEADER, RESPONSES, response_rows
from portal.demo_comments import Remark
from portal.demo_places import TOPICS, DemoUnit, service_names
from portal.demo_world import World

PROVIDER = "BPSDM Contoh"


def write_folder(
    world: World, bank: list[Remark], folder: Path, tell: Callable[[int, int], None]
) -> None:
    """The whole province as a folder that `suara import` takes."""
    _write_places(folder, world)
    _write_trainings(folder, world)

    def told() -> Iterator[list[object]]:
        for number, row in enumerate(response_rows(world, bank), start=1):
            if number % 2000 == 0:
                tell(number, RESPONSES)
            yield row

    write_table(folder, "responses", RESPONSE_HEADER, told())


def _write_places(folder: Path, world: World) -> None:
    units = world.places.units
    write_table(folder, "agencies", ("agency_code", "name", "region"), world.places.agencies)
    write_table(
        folder,
        "units",
        ("unit_code", "agency_code", "name", "service_field", "staff_count", "citizens_per_year"),
        (
            (u.code, u.agency_code, u.name, u.field, u.staff_count, u.citizens_per_year)
            for u in units
        ),
    )
    write_table(
        folder,
        "services",
        ("service_code", "unit_code", "name"),
        ((code, u.code, name) for u in units for code, name in service_names(u)),
    )
    write_table(
        folder, "counters", ("counter_code", "unit_code", "name", "services"), _counters(units)
    )


def _write_trainings(folder: Path, world: World) -> None:
    write_table(
        folder,
        "topics",
        ("topic_code", "name", "addresses", "hours_jp", "method", "cost_per_seat", "max_seats"),
        (
            (t.code, t.name, "|".join(t.addresses), t.hours_jp, t.method, t.cost_per_seat,
             t.max_seats)
            for t in TOPICS
        ),
    )  # fmt: skip
    write_table(
        folder,
        "trainings",
        ("training_code", "topic_code", "cycle", "start_date", "end_date", "provider"),
        (
            (t.code, TOPICS[t.topic].code, t.cycle, t.start, t.end, PROVIDER)
            for t in world.trainings
        ),
    )
    write_table(
        folder,
        "participants",
        ("training_code", "unit_code", "participants"),
        (
            (t.code, world.places.units[unit].code, came)
            for t in world.trainings
            for unit, came in t.participants
        ),
    )


def _counters(units: tuple[DemoUnit, ...]) -> Iterator[tuple[str, str, str, str]]:
    for unit in units:
        for number, code in enumerate(unit.counters, start=1):
            yield code, unit.code, f"Loket {number} Contoh", "|".join(unit.services)


def write_table(
    folder: Path, name: str, header: tuple[str, ...], rows: Iterable[Sequence[object]]
) -> None:
    """One file of the folder."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
