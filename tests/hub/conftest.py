"""The hub's tests are a job of their own: `.ci/hub` runs them, as root."""

import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items):
    """Skip what is a job of its own, unless it is that job."""
    if os.environ.get("KIT_TEST_HUB") and hasattr(os, "geteuid") and os.geteuid() == 0:
        return
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.skip(reason="a job of its own, as root: .ci/hub"))


@pytest.fixture(scope="session")
def hub():
    """The hub, running."""
    from hub_environment import make_environment
    from hub_stage import Hub, name_users

    made = Hub(make_environment(), name_users(20))
    try:
        made.start()
        yield made
    finally:
        made.close()
