"""The garbage collector leaves alone what lives for the whole run.

The modules, models and templates of the whole product are a million objects, and none of them ever becomes garbage:
looking through them again and again took an eighth of the run. What tests leave behind is still collected.
"""

import gc

import pytest

OFTEN = (
    20_000,
    20,
    20,
)  # new objects before the youngest, and turns of it before the older ones, are looked through


def pytest_configure(config: pytest.Config) -> None:
    """Look for nothing while modules are read; the process that only hands out tests reads none and never looks."""
    gc.disable()
    config.add_cleanup(gc.freeze)  # what has been looked through at the end is not looked through again


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside all that was read, and collect from here on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
    gc.enable()
