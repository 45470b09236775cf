"""How often each sign of the trust note calls a counter odd: honest crowds beside dishonest ones.

Counters and quarters of the demo province are the ground; a scene adds answers to one of them, or
changes its answers. Nothing is served and nothing stored. Run it as
`python -m tests.bench.bench_trust`.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from portal.demo import BANK
from portal.demo_answers import RESPONSES, response_rows
from portal.demo_comments import read_bank
from portal.demo_world import build_world
from surveys.rules.quality import NETWORK_RESPONSES
from surveys.rules.trust import Sheet, Sign, findings

TODAY = date(2026, 11, 24)
RUNS = 200
LEAST_ANSWERS = 20
MIXED = (4, 3, 4, 4, 3, 4, 4, 3, 4)
Scene = Callable[[list[Sheet], Random], list[Sheet]]
HEADS = {
    Sign.BURST: "burst",
    Sign.BUSY_DAY: "busy day",
    Sign.IDENTICAL: "identical",
    Sign.STRAIGHT_LINE: "straight",
    Sign.OUTSIDE_HOURS: "hours",
    Sign.SHARED_NETWORK: "network",
    Sign.TOO_FAST: "too fast",
    Sign.ODD_KEY: "no key",
    Sign.OLD_KEY: "old key",
}


def grounds() -> list[list[Sheet]]:
    """Every counter and quarter of the demo with enough answers, as the signs see them."""
    found: dict[tuple[str, int, int], list[Sheet]] = {}
    for row in response_rows(build_world(TODAY), read_bank(BANK)):
        moment = datetime.fromisoformat(str(row[1]))
        scores = tuple(int(score) if isinstance(score, int) else None for score in row[4:13])
        place = (str(row[2]), moment.year, (moment.month + 2) // 3)
        found.setdefault(place, []).append(Sheet(moment, scores, str(row[19])))
    return [sheets for sheets in found.values() if len(sheets) >= LEAST_ANSWERS]


def _some_day(sheets: list[Sheet], chance: Random, hour: int, minute: int = 0) -> datetime:
    return chance.choice(sheets).moment.replace(hour=hour, minute=minute, second=0)


def _answers_like(sheets: list[Sheet], chance: Random) -> tuple[int | None, ...]:
    """The answers of a visitor of this counter, one in five of them a step off."""
    return tuple(
        score
        if score is None or chance.random() < 0.8
        else min(4, max(1, score + chance.choice((-1, 1))))
        for score in chance.choice(sheets).scores
    )


def _crowd(
    sheets: list[Sheet], chance: Random, start: datetime, count: int, minutes: float
) -> list[Sheet]:
    """So many people within so many minutes, each with their own answers and their own phone."""
    return [
        Sheet(
            start + timedelta(minutes=chance.uniform(0, minutes)),
            _answers_like(sheets, chance),
            "qr",
        )
        for _ in range(count)
    ]


def _one_network(sheets: list[Sheet]) -> list[Sheet]:
    """The same answers from one address, marked as the portal does: from the eleventh of a day."""
    seen: Counter[date] = Counter()
    marked = []
    for sheet in sorted(sheets, key=lambda each: each.moment):
        day = sheet.moment.date()
        marked.append(sheet._replace(shared_network=seen[day] >= NETWORK_RESPONSES))
        seen[day] += 1
    return marked


def as_it_is(sheets: list[Sheet], _chance: Random) -> list[Sheet]:
    """The demo's own answers."""
    return sheets


def waiting_room(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A full room: thirty people answer within forty minutes while they wait."""
    return sheets + _crowd(sheets, chance, _some_day(sheets, chance, 9), 30, 40)


def asked_group(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A group of fourteen is served together and asked to answer: all within eight minutes."""
    return sheets + _crowd(sheets, chance, _some_day(sheets, chance, 10), 14, 8)


def outreach(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A day in the village: fifty answers in five hours over one hotspot."""
    crowd = _crowd(sheets, chance, _some_day(sheets, chance, 9), 50, 300)
    return sheets + _one_network(crowd)


def office_network(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Half of all visitors use the wireless network of the office, the whole quarter."""
    parts: tuple[list[Sheet], list[Sheet]] = ([], [])
    for sheet in sheets:
        parts[chance.random() < 0.5].append(sheet)
    return parts[0] + _one_network(parts[1])


def busy_office_network(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """The same at a counter with forty answers each working day of a quarter."""
    start = _some_day(sheets, chance, 8)
    crowds = [_crowd(sheets, chance, start + timedelta(days=day), 40, 420) for day in range(60)]
    return office_network([sheet for crowd in crowds for sheet in crowd], chance)


def from_home(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A quarter of the people answer in the evening at home."""
    return [
        sheet._replace(moment=sheet.moment.replace(hour=chance.randint(17, 22)))
        if chance.random() < 0.25
        else sheet
        for sheet in sheets
    ]


def content(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Two in five are content and say so in one straight line."""
    return [
        sheet._replace(scores=(chance.choice((3, 4)),) * 9) if chance.random() < 0.4 else sheet
        for sheet in sheets
    ]


def tablet_without_network(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A shared tablet sends the sixty answers of a day when its network is back."""
    start = _some_day(sheets, chance, 16, 30)
    crowd = _crowd(sheets, chance, start, 60, 1)
    return sheets + [sheet._replace(channel="kiosk") for sheet in crowd]


def spread_poster(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A photograph of the poster in a chat group: sixty answers of one evening, low ones."""
    start = _some_day(sheets, chance, 19)
    crowd = _crowd(sheets, chance, start, 60, 90)
    return sheets + [
        sheet._replace(scores=tuple(chance.choice((1, 1, 2)) for _ in range(9))) for sheet in crowd
    ]


def spread_by_day(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """The same in working hours, eighty answers in two hours."""
    return sheets + _crowd(sheets, chance, _some_day(sheets, chance, 10), 80, 120)


def one_phone(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Somebody fills in forty sheets of fours on one phone, seven seconds each."""
    start = _some_day(sheets, chance, 15)
    filled = [
        Sheet(start + timedelta(seconds=7 * number), (4,) * 9, "qr", too_fast=True)
        for number in range(40)
    ]
    return sheets + _one_network(filled)


def careful_copies(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Thirty copies of one mixed sheet, one every five minutes, over the office network."""
    start = _some_day(sheets, chance, 9)
    filled = [Sheet(start + timedelta(minutes=5 * number), MIXED, "qr") for number in range(30)]
    return sheets + _one_network(filled)


def program(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """A program sends a hundred sheets in two minutes without ever opening the form."""
    crowd = _crowd(sheets, chance, _some_day(sheets, chance, 11), 100, 2)
    return sheets + _one_network([sheet._replace(odd_key=True) for sheet in crowd])


def by_night(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Somebody fills in six sheets a night for a week, at one in the morning, each different."""
    start = _some_day(sheets, chance, 1)
    return sheets + [
        sheet
        for night in range(7)
        for sheet in _crowd(sheets, chance, start + timedelta(days=night), 6, 50)
    ]


def patient(sheets: list[Sheet], chance: Random) -> list[Sheet]:
    """Somebody adds two different good sheets each working hour's end, for a month."""
    start = _some_day(sheets, chance, 14)
    return sheets + [
        Sheet(start + timedelta(days=day, minutes=chance.randint(0, 59)),
              tuple(chance.choice((3, 4, 4)) for _ in range(9)), "qr")
        for day in range(30)
        for _ in range(2)
    ]  # fmt: skip


HONEST: dict[str, Scene] = {
    "the demo province as it is": as_it_is,
    "a full waiting room": waiting_room,
    "a group that is asked to answer": asked_group,
    "a day in the village, one hotspot": outreach,
    "half over the office network": office_network,
    "the same, forty answers a day": busy_office_network,
    "a quarter from home, evenings": from_home,
    "two in five straight lines": content,
    "a tablet sends a day at once": tablet_without_network,
}
DISHONEST: dict[str, Scene] = {
    "a poster in a chat group, evening": spread_poster,
    "a poster in a chat group, by day": spread_by_day,
    "forty sheets on one phone": one_phone,
    "thirty copies, unhurried": careful_copies,
    "a program without the form": program,
    "six sheets a night, one week": by_night,
    "two good sheets a day, one month": patient,
}


def rates(
    ground: list[list[Sheet]], scene: Scene, runs: int, seed: int
) -> tuple[list[float], float]:
    """In how many of a hundred counters each sign, and any sign, is worth a look."""
    chance = Random(seed)
    places = ground if scene is as_it_is else [chance.choice(ground) for _ in range(runs)]
    hits: Counter[Sign] = Counter()
    any_sign = 0
    for sheets in places:
        odd = [found.sign for found in findings(scene(sheets, chance)) if found.worth_a_look]
        hits.update(odd)
        any_sign += bool(odd)
    return [100 * hits[sign] / len(places) for sign in Sign], 100 * any_sign / len(places)


def main() -> int:
    """Print the table; the last column is what a head would be shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_known_args()[0].runs
    ground = grounds()
    print(f"{len(ground)} counters and quarters with {LEAST_ANSWERS} answers or more, from")
    print(f"{RESPONSES} answers; {runs} draws a scene; of a hundred, so many are worth a look:\n")
    print(f"| {'scene':<33} | " + " | ".join(HEADS[sign] for sign in Sign) + " | any sign |")
    print("|---|" + "---|" * (len(HEADS) + 1))
    for title, scenes in (("honest", HONEST), ("dishonest", DISHONEST)):
        print(f"| **{title}** |" + " |" * (len(HEADS) + 1))
        for number, (name, scene) in enumerate(scenes.items()):
            each, total = rates(ground, scene, runs, number)
            cells = " | ".join(
                f"{rate:.1f}".rjust(len(head))
                for rate, head in zip(each, HEADS.values(), strict=True)
            )
            print(f"| {name:<33} | {cells} | {total:.1f} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
