"""What binds the city is never done by whoever prepared it, whichever roles and posts that person has besides."""

from dataclasses import replace
from itertools import chain, combinations

from registry.access.actor import HeldPost
from registry.access.roles import Post, Role
from registry.agreements import actions, queries
from registry.agreements.choices import SignatureMethod
from registry.core.errors import DomainError
from registry.matters import queries as matters
from registry.matters.approvals.models import Outcome
from tests.agreements.conftest import NOON, TODAY

INSIDE = [role for role in Role if role not in {Role.PARTNER, Role.AUDITOR}]
EVERY = [
    frozenset(some) for some in chain.from_iterable(combinations(INSIDE, n) for n in range(len(INSIDE) + 1))
]


def as_somebody(desk, roles):
    """The preparer with these roles too, and with every manager's post of the unit."""
    posts = tuple(HeldPost(post, desk.world.units["EC"]) for post in (Post.UNIT_HEAD, Post.DIRECTOR))
    return replace(desk.preparer, roles=roles, posts=posts if Role.MANAGER in roles else ())


def test_whoever_prepared_neither_decides_records_nor_signs(desk):
    waiting, approved, for_committee = desk.submitted(), desk.approved(), desk.submitted(kronor=9_000_000)
    approved_id = approved.id
    meeting = matters.committee_step(for_committee)
    minutes = {"meeting_on": TODAY, "paragraph": "§ 9", "case_number": "AMN 2026/9", "reason": None}
    signing = {"signed_on": TODAY, "today": TODAY, "method": SignatureMethod.PAPER, "note": "Börjar nu."}
    acts = {
        "decide": lambda who: desk.decide(waiting, by=who),
        "record": lambda who: actions.committee_decided(
            for_committee, meeting, Outcome.APPROVE, actor=who, at=NOON, **minutes
        ),
        "sign": lambda who: actions.sign(queries.whole(approved_id), actor=who, at=NOON, **signing),
    }  # fmt: skip
    rightly = {"decide": Role.MANAGER, "record": Role.REGISTRAR, "sign": Role.REGISTRAR}
    for roles in EVERY:
        for name, act in acts.items():
            said = refusal(act, as_somebody(desk, roles))
            assert said, f"{name} as {roles}"
            assert rightly[name] not in roles or "berett" in said, f"{name} as {roles}: {said}"
    for name, other in (("decide", desk.unit_head), ("record", desk.registrar), ("sign", desk.registrar)):
        assert refusal(acts[name], other) == "", f"somebody else does {name}"


def refusal(act, who) -> str:
    """What the person is told; nothing when it is done."""
    try:
        act(who)
    except DomainError as refused:
        return str(refused)
    return ""
