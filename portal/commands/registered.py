"""The modules whose commands the command line offers, in the order of its help."""

from portal.commands import accounts, exchange, export, operations, places, texts, training

MODULES = (operations, accounts, exchange, export, places, texts, training)
