"""The modules whose commands the command line offers, in the order of its help."""

from portal.commands import (
    accounts,
    counters,
    demo,
    exchange,
    export,
    learning,
    older,
    operations,
    places,
    report,
    results,
    sealing,
    texts,
    training,
    trust,
)

MODULES = (
    demo,
    operations,
    accounts,
    exchange,
    older,
    export,
    places,
    counters,
    results,
    report,
    sealing,
    texts,
    learning,
    training,
    trust,
)
