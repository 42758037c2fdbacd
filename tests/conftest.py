"""Settings of all tests."""

from hypothesis import settings

settings.register_profile(
    "kit", deadline=None
)  # a busy machine is no mistake; tests/benchmarks measures time
settings.load_profile("kit")
