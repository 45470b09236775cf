"""The modules whose commands the command line offers, in the order of its help."""

from portal.commands import accounts, exchange, operations, places, training

MODULES = (operations, accounts, exchange, places, training)
