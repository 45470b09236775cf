"""The modules whose commands the command line offers, in the order of its help."""

from portal.commands import (
    accounts,
    demo,
    exchange,
    export,
    operations,
    places,
    results,
    texts,
    training,
    trust,
)

MODULES = (demo, operations, accounts, exchange, export, places, results, texts, training, trust)
