"""What narrows `suara index` within its place: a counter, a service, a channel, help."""

import argparse

from sqlalchemy import Connection

from surveys.results_groups import CHANNEL_WORDS
from surveys.results_narrowed import Narrowed, narrowed_scope
from surveys.scope import PlaceScope


def offer_narrowing(parser: argparse.ArgumentParser) -> None:
    """Offer the options; each of them may stand beside the others."""
    parser.add_argument("--counter", metavar="CODE", help="only this counter")
    parser.add_argument("--service", metavar="CODE", help="only this service")
    parser.add_argument("--channel", choices=list(CHANNEL_WORDS), help="only what came this way")
    parser.add_argument(
        "--helped", choices=["yes", "no"], help="only who was helped to fill it in, or was not"
    )


def only_these(arguments: argparse.Namespace) -> dict[str, str]:
    """What was asked for, by its name in the answer."""
    asked = {
        "counter_code": arguments.counter,
        "service_code": arguments.service,
        "channel": arguments.channel,
        "helped": arguments.helped,
    }
    return {name: value for name, value in asked.items() if value is not None}


def only_in_words(only: dict[str, str]) -> str:
    """The same in a sentence, so that nobody takes these figures for those of the whole place."""
    words = []
    if "counter_code" in only:
        words.append(f"loket {only['counter_code']}")
    if "service_code" in only:
        words.append(f"layanan {only['service_code']}")
    if "channel" in only:
        words.append(CHANNEL_WORDS[only["channel"]].id.lower())
    if "helped" in only:
        words.append("dibantu mengisi" if only["helped"] == "yes" else "mengisi sendiri")
    return f"Hanya jawaban: {', '.join(words)}."


def narrowed_by(
    connection: Connection, scope: PlaceScope, arguments: argparse.Namespace
) -> tuple[PlaceScope, Narrowed]:
    """The reach and the answers that were asked for; raises Refused where they cannot be."""
    scope, service_id = narrowed_scope(connection, scope, arguments.counter, arguments.service)
    helped = None if arguments.helped is None else arguments.helped == "yes"
    return scope, Narrowed(service_id, arguments.channel, helped)
