"""Laws are tried on many examples; how long one takes on a busy machine says nothing."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
