"""The register of rules: each is a small function with a name.

A student can read it by that name: kit.show_rule (kit/analysing/rules.py).
"""

RULES = {}


def rule(name, *frames):
    """Register the function below under a name such as "speaker.inverted"; frames: for verbs of
    which lists it is asked.
    """

    def keep(function):
        function.rule, function.frames = name, frozenset(frames)
        RULES[name] = function
        return function

    return keep
