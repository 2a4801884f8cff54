"""THE table: who has each permission. A permission is had when any of its clauses holds.

Each clause is a few lines over values: the actor, and the subject where the permission concerns one. Its sentence
says, in Swedish, who it would let through, and is what a refused person is told.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.permissions import Permission as P
from registry.access.roles import Role
from registry.core.i18n import lazy


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to have a permission: a predicate, and who that is in words."""

    holds: Callable[[Actor, Any], bool]
    who: Any


def _role(role: Role, who: Any) -> Clause:
    return Clause(lambda actor, _subject: actor.has(role), who)


STAFF = Clause(
    lambda actor, _subject: bool(actor.roles) and not actor.is_partner, lazy("stadens egen personal")
)
ANYONE_SIGNED_IN = Clause(lambda _actor, _subject: True, lazy("alla som har loggat in"))
PREPARATORY = _role(Role.PREPARATORY, lazy("beredningsgruppen"))
OFFICER = _role(Role.OFFICER, lazy("handläggare"))
MANAGER = _role(Role.MANAGER, lazy("chefer med budgetansvar"))
REGISTRAR = _role(Role.REGISTRAR, lazy("registratorn"))
ADMINISTRATOR = _role(Role.ADMINISTRATOR, lazy("administratören"))
CONTROLLER = Clause(
    lambda actor, _subject: (
        actor.has(Role.CONTROLLER) and not actor.has(Role.PREPARATORY, Role.OFFICER, Role.MANAGER)
    ),
    lazy("ekonomen, som varken bereder ärenden eller beslutar om dem"),
)
AUDITOR = _role(Role.AUDITOR, lazy("revisorn"))
PARTNER = _role(Role.PARTNER, lazy("den som företräder en organisation"))

PREPARER = Clause(
    lambda actor, edition: edition is not None and edition.prepared_by_id == actor.user_id,
    lazy("den som bereder ärendet"),
)

BESIDE = Clause(
    lambda actor, matter: (
        bool(actor.roles)
        and not actor.has(Role.AUDITOR, Role.PARTNER)
        and (matter is None or matter.prepared_by_id != actor.user_id)
    ),
    lazy("stadens personal, men varken den som bereder ärendet eller revisorn"),
)

OWNER = Clause(
    lambda actor, saved: saved is not None and saved.owner_id == actor.user_id, lazy("den som sparade vyn")
)

ABSENT = Clause(
    lambda actor, absence: absence is not None and absence.user_id == actor.user_id,
    lazy("den som är frånvarande"),
)

ANSWERING = Clause(
    lambda actor, priority: (
        priority is not None and any(post.unit_id in priority.answering_unit_ids for post in actor.posts)
    ),
    lazy("chefen för en enhet som ansvarar för prioriteringen, eller en chef över den"),
)


def _is_of(subject: Any, units: Collection[UUID]) -> bool:
    """Whether the subject, or what it belongs to, is one of the units'; without a subject, whether there are units."""
    about = subject[0] if isinstance(subject, tuple) else subject
    return bool(units) if about is None else about.unit_id in units


OWN_UNIT = Clause(
    lambda actor, subject: _is_of(subject, {held.unit_id for held in actor.posts}),
    lazy("den som leder enheten"),
)
ASKED_BY_UNIT = Clause(
    lambda actor, subject: (
        bool(actor.roles)  # a colleague who has lost every role is asked no longer
        and not actor.has(Role.AUDITOR, Role.PARTNER)
        and _is_of(subject, actor.writes_for)
    ),
    lazy("den som enhetens chef har bett fylla i"),
)

CERTIFIER = Clause(
    lambda actor, unit_list: unit_list is not None and actor.user_id in unit_list.certifier_ids,
    lazy("den som leder enheten, eller ersättaren när chefen är borta"),
)


def _second(role: Role, who: Any) -> Clause:
    """Somebody with the role who is not the one that proposed: two people see to it."""
    return Clause(
        lambda actor, proposed: (
            actor.has(role) and proposed is not None and proposed.proposed_by_id != actor.user_id
        ),
        who,
    )


def _second_recorder(role: Role, who: Any) -> Clause:
    """Somebody with the role who is not the one that recorded the existing agreement: two people vouch for it."""
    return Clause(
        lambda actor, edition: (
            actor.has(role) and edition is not None and edition.recorded_by_id not in {None, actor.user_id}
        ),
        who,
    )


POLICY: dict[P, tuple[Clause, ...]] = {
    P.HOME: (ANYONE_SIGNED_IN,),
    P.OWN_ACCOUNT: (ANYONE_SIGNED_IN,),
    P.SAVED_VIEW: (STAFF,),
    P.SAVED_VIEW_CHANGE: (OWNER,),
    P.ORGANISATION_READ: (STAFF,),
    P.ORGANISATION_WRITE: (PREPARATORY, OFFICER),
    P.IMPORT_RUN: (PREPARATORY, ADMINISTRATOR),
    P.PERSON_READ: (STAFF,),
    P.PERSON_EXPORT: (PREPARATORY, OFFICER),
    P.PERSON_LOG: (AUDITOR, ADMINISTRATOR),
    P.RECOGNITION_WRITE: (PREPARATORY, OFFICER),
    P.PROPOSAL_ANSWER: (PREPARATORY, OFFICER),
    P.PAYEE_PROPOSE: (PREPARATORY, OFFICER),
    P.PAYEE_CONFIRM: (
        _second(Role.PREPARATORY, lazy("någon i beredningsgruppen som inte själv har föreslagit det")),
        _second(Role.OFFICER, lazy("en handläggare som inte själv har föreslagit det")),
    ),
    P.DUPLICATE_READ: (PREPARATORY,),
    P.DUPLICATE_DECIDE: (PREPARATORY,),
    P.SYNONYM_WRITE: (PREPARATORY,),
    P.GROUND_READ: (STAFF,),
    P.GROUND_WRITE: (PREPARATORY,),
    P.GROUND_PROGRESS: (PREPARATORY, OFFICER, ANSWERING),
    P.STRUCTURE_READ: (STAFF,),
    P.UNIT_READ: (STAFF,),
    P.ABSENCE_OWN: (MANAGER,),
    P.ABSENCE_CHANGE: (ABSENT, ADMINISTRATOR),
    P.INTEREST_OWN: (STAFF,),
    P.GUIDELINE_READ: (STAFF,),
    P.DELEGATION_READ: (STAFF,),
    P.DELEGATION_WRITE: (ADMINISTRATOR,),
    P.UNIT_WRITE: (ADMINISTRATOR,),
    P.DEADLINE_READ: (STAFF,),
    P.DEADLINE_WRITE: (ADMINISTRATOR,),
    P.ENQUIRY_READ: (STAFF,),
    P.ENQUIRY_WRITE: (PREPARATORY, REGISTRAR),
    P.ENQUIRY_RECORD: (REGISTRAR,),
    P.NEED_ASSESS: (PREPARATORY, OFFICER),
    P.PHRASES_WRITE: (PREPARATORY,),
    P.REPLY_WRITE: (PREPARATORY, OFFICER),
    P.REPORT_READ: (STAFF,),
    P.REPORT_ASK: (PREPARATORY, OFFICER, MANAGER, REGISTRAR),
    P.COLLABORATION_READ: (STAFF,),
    P.COLLABORATION_WRITE: (PREPARATORY, OFFICER, OWN_UNIT, ASKED_BY_UNIT),
    P.ROUND_READ: (STAFF,),
    P.ROUND_RUN: (PREPARATORY,),
    P.ROUND_ANSWER: (OWN_UNIT, ASKED_BY_UNIT, CERTIFIER),
    P.ROUND_CERTIFY: (CERTIFIER,),
    P.AGREEMENT_READ: (STAFF,),
    P.AGREEMENT_CREATE: (PREPARATORY, OFFICER),
    P.AGREEMENT_EDIT: (PREPARER, PREPARATORY),
    P.AGREEMENT_SUBMIT: (PREPARER,),
    P.AGREEMENT_WITHDRAW: (PREPARER, PREPARATORY),
    P.AGREEMENT_DECIDE: (MANAGER,),
    P.QUESTION_ASK: (MANAGER,),
    P.QUESTION_ANSWER: (PREPARER, PREPARATORY),
    P.AGREEMENT_RECORD_COMMITTEE: (REGISTRAR,),
    P.AGREEMENT_REGISTER: (REGISTRAR,),
    P.AGREEMENT_CONFIRM: (
        _second_recorder(Role.REGISTRAR, lazy("en registrator som inte själv har registrerat avtalet")),
        _second_recorder(
            Role.PREPARATORY, lazy("någon i beredningsgruppen som inte själv har registrerat avtalet")
        ),
    ),
    P.AGREEMENT_TAKE_OVER: (PREPARATORY, OFFICER),
    P.CONFLICT_RAISE: (BESIDE,),
    P.CONFLICT_SETTLE: (REGISTRAR,),
    P.SECRECY_MARK: (REGISTRAR,),
    P.AGREEMENT_SIGN: (REGISTRAR,),
    P.AGREEMENT_END: (PREPARER, PREPARATORY),
    P.AGREEMENT_REOPEN: (MANAGER, REGISTRAR),
    P.AGREEMENT_ASK_REOPEN: (PREPARER, PREPARATORY),
    P.PAYMENT_ATTEST: (MANAGER,),
    P.BUDGET_READ: (STAFF,),
    P.BUDGET_WRITE: (CONTROLLER,),
    P.CASE_NUMBER_GIVE: (REGISTRAR,),
    P.DECISION_READ: (STAFF,),
    P.DECISION_REPORT: (REGISTRAR,),
    P.STATEMENT_WRITE: (PREPARER, PREPARATORY),
    P.STATEMENT_ATTEST: (MANAGER,),
    P.PORTAL: (PARTNER,),
    P.ACCOUNT_ADMIN: (ADMINISTRATOR,),
    P.POWER_CONFIRM: (
        _second(Role.ADMINISTRATOR, lazy("en administratör som inte själv har föreslagit det")),
    ),
}

# What binds the city, or lets somebody do that: whoever gets a role that may do one of these gets it from two people.
BINDING = frozenset(
    {
        P.AGREEMENT_DECIDE, P.AGREEMENT_RECORD_COMMITTEE, P.AGREEMENT_REGISTER, P.AGREEMENT_CONFIRM, P.AGREEMENT_SIGN,
        P.AGREEMENT_REOPEN, P.CONFLICT_SETTLE, P.DECISION_REPORT, P.STATEMENT_ATTEST, P.PAYMENT_ATTEST, P.BUDGET_WRITE,
        P.ACCOUNT_ADMIN, P.POWER_CONFIRM, P.DELEGATION_WRITE, P.UNIT_WRITE,
    }
)  # fmt: skip
