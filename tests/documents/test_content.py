"""What is frozen: JSON all through, and a hash of the matter alone."""

import json

from registry.documents.content import fingerprint
from tests.documents.example import example


def test_the_data_survive_json():
    assert json.loads(json.dumps(example())) == example()


def test_amounts_are_whole_ore():
    assert all(isinstance(row["amount"], int) for row in example()["yearly"])


def test_the_hash_is_the_same_before_and_after_the_decision():
    told = {"draft": True, "decision": None, "attested": [], "declarations": []}
    before = example(**told, frozen_at="2026-11-01T08:00:00Z")
    assert before["content_hash"] == example()["content_hash"]


def test_the_hash_changes_with_the_matter():
    assert fingerprint(example(notice_months=6)) != example()["content_hash"]
    assert fingerprint(example(yearly=[])) != example()["content_hash"]
