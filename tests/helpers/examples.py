"""How many examples a property is tried on: a third of them at each commit, all of them each week."""

import os


def some(most):
    """Return `most` with KIT_WEEKLY=1, else a third; what can lose marks always has all."""
    return most if "KIT_WEEKLY" in os.environ else most // 3
