"""The modules whose commands the command line offers, in the order of its help."""

from portal.commands import accounts, exchange, export, operations, places, results, texts, training

MODULES = (operations, accounts, exchange, export, places, results, texts, training)
