"""The chain as arithmetic: every way to tamper with a stored chain is seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from registry.audit import rules
from registry.audit.rules import GENESIS, ChainLink, Checkpoint, FaultKind, Payload

KEY = b"a key that lives elsewhere"
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def chain(length: int = 6, payload_text: str = "Tyresta") -> list[tuple[ChainLink, Payload | None]]:
    rows: list[tuple[ChainLink, Payload | None]] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        payload = Payload(f"{seq:032x}", "Handläggaren", payload_text, [{"field": "name", "old": None}], None)
        link = ChainLink(
            seq, NOON + timedelta(minutes=seq), None, "agreement.changed", "agreement", UUID(int=seq), UUID(int=1),
            rules.payload_hash(payload), previous,
        )  # fmt: skip
        link = replace(link, hash=rules.link_hash(link))
        rows.append((link, payload))
        previous = link.hash
    return rows


def kinds(rows, checkpoints=()):
    return [(fault.seq, fault.kind) for fault in rules.verify(rows, checkpoints)]


def checkpoint(rows, seq):
    link = rows[seq - 1][0]
    return Checkpoint(link.seq, link.hash)


def test_whole_chain_has_no_fault():
    assert kinds(chain()) == []
    assert kinds([]) == []


def test_erased_payload_is_no_fault():
    rows = chain()
    rows[2] = (rows[2][0], None)
    assert kinds(rows) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", NOON),
        ("actor_id", UUID(int=9)),
        ("tag", "agreement.approved"),
        ("object_type", "organisation"),
        ("object_id", UUID(int=9)),
        ("matter_id", None),
        ("hash", "f" * 64),
    ],
)
def test_changed_column_shows(column, value):
    rows = chain()
    rows[2] = (replace(rows[2][0], **{column: value}), rows[2][1])
    assert (3, FaultKind.CHANGED) in kinds(rows)


def test_changed_payload_shows():
    rows = chain()
    rows[2] = (rows[2][0], replace(rows[2][1], subject="Tyresö"))
    assert kinds(rows) == [(3, FaultKind.PAYLOAD_CHANGED)]


def test_changed_payload_with_its_hash_mended_shows_in_the_row():
    rows = chain()
    payload = replace(rows[2][1], subject="Tyresö")
    rows[2] = (replace(rows[2][0], payload_hash=rules.payload_hash(payload)), payload)
    assert kinds(rows) == [(3, FaultKind.CHANGED)]


def test_mended_row_shows_in_the_next():
    rows = chain()
    link = replace(rows[2][0], tag="agreement.approved")
    rows[2] = (replace(link, hash=rules.link_hash(link)), rows[2][1])
    assert kinds(rows) == [(4, FaultKind.UNCHAINED)]


def test_removed_row_shows():
    rows = chain()
    del rows[2]
    assert kinds(rows) == [(4, FaultKind.MISSING), (4, FaultKind.UNCHAINED)]


def test_removed_first_row_shows():
    assert kinds(chain()[1:])[0] == (2, FaultKind.MISSING)


def test_swapped_rows_show():
    rows = chain()
    rows[2], rows[3] = rows[3], rows[2]
    assert (3, FaultKind.MOVED) in kinds(rows)
    assert (4, FaultKind.MISSING) in kinds(rows)


def test_renumbered_swap_shows():
    rows = chain()
    third, fourth = rows[2], rows[3]
    rows[2] = (replace(fourth[0], seq=3), fourth[1])
    rows[3] = (replace(third[0], seq=4), third[1])
    found = kinds(rows)
    assert (3, FaultKind.CHANGED) in found
    assert (4, FaultKind.UNCHAINED) in found


def test_doubled_row_shows():
    rows = chain()
    rows.insert(3, rows[2])
    assert (3, FaultKind.MOVED) in kinds(rows)


def test_cut_tail_shows_only_against_a_checkpoint():
    rows = chain()
    kept = checkpoint(rows, 6)
    assert kinds(rows[:4]) == []
    assert kinds(rows[:4], [kept]) == [(4, FaultKind.CUT)]
    assert kinds([], [kept]) == [(0, FaultKind.CUT)]
    assert kinds(rows, [kept]) == []


def test_recomputed_chain_shows_only_against_a_checkpoint():
    kept = checkpoint(chain(), 4)
    forged = chain(payload_text="Tyresö")
    assert kinds(forged) == []
    assert kinds(forged, [kept]) == [(4, FaultKind.RECOMPUTED)]


def test_checkpoint_survives_being_written_down():
    point = checkpoint(chain(), 3)
    assert Checkpoint.read(point.signed(KEY) + "\n", KEY) == point


@pytest.mark.parametrize("line", ["", "3:abc", "x:y:z", "4:0:" + "0" * 64])
def test_malformed_checkpoint_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011  # several ways to be malformed, each with its own words
        Checkpoint.read(line, KEY)


def test_checkpoint_of_another_hand_is_refused():
    with pytest.raises(ValueError, match="signed with another key"):
        Checkpoint.read(checkpoint(chain(), 3).signed(b"another key"), KEY)


def test_canonical_text_is_one_text():
    stockholm = timezone(timedelta(hours=1))
    assert (
        rules.canonical({"b": NOON, "a": "å"}) == '{"a":"å","b":"2026-11-21T11:00:00.000000+00:00"}'.encode()
    )
    assert rules.canonical(NOON) == rules.canonical(NOON.astimezone(stockholm))
    with pytest.raises(TypeError):
        rules.canonical(object())
    with pytest.raises(ValueError, match="Out of range"):
        rules.canonical(float("nan"))


def test_salt_hides_what_was_erased():
    payload = chain(1)[0][1]
    assert rules.payload_hash(payload) != rules.payload_hash(replace(payload, salt="0" * 32))
