"""The planted faults can still be planted: whoever moves the words a fault replaces moves the fault along."""

import pytest

from tests.engines import ROOT
from tests.planted.faults import FAULTS, Fault


def test_there_is_one_of_each_kind_and_no_name_twice():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 15


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_its_words_stand_once_in_its_file(fault: Fault):
    path = ROOT / fault.file
    found = path.read_text(encoding="utf-8").count(fault.old) if path.exists() else 0
    assert found == 1, (
        f"move the fault `{fault.name}` in tests/planted/faults.py along with the words it replaces"
    )
    assert fault.new != fault.old
