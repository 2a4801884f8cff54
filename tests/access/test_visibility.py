"""The reading rules: one that is not plugged in must not look as if everything were open."""

from uuid import UUID

import pytest
from sqlalchemy import column, false

from registry.access import visibility
from registry.access.actor import Actor
from registry.access.roles import Role

SOMEBODY = Actor(UUID(int=1), "Någon", roles=frozenset({Role.ADMINISTRATOR}))


def test_without_a_rule_nobody_reads(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visibility, "_of_matters", {})
    with pytest.raises(RuntimeError, match="no rule"):
        visibility.open_matters(SOMEBODY, column("matter_id"))


def test_every_rule_must_hold(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visibility, "_of_matters", {})
    visibility.plug(lambda _actor, read: read.is_not(None), lambda _actor, _read: false())
    assert str(visibility.open_matters(SOMEBODY, column("matter_id"))) == "false"
