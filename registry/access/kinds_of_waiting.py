"""The kinds of things that wait: what each is called, which permission does it, and which roles have that."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.core import labels
from registry.core.i18n import lazy


class WaitingKind(StrEnum):
    """What is to be done, the weightiest first."""

    DECIDE = "decide"
    SECOND = "second"
    QUESTION = "question"
    DISPUTE = "dispute"
    COMMITTEE = "committee"
    TAKE_OVER = "take_over"
    REVISE = "revise"
    ANSWER = "answer"
    REPLY_ASSIGN = "reply_assign"
    REPLY_WRITE = "reply_write"
    REPLY_ATTEST = "reply_attest"
    REPLY_SEND = "reply_send"
    REPLY_TREAT = "reply_treat"
    NUMBER = "number"
    REPORT = "report"
    POST = "post"
    ADOPT = "adopt"
    RECTIFY = "rectify"
    SIGN = "sign"
    RECORD = "record"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    ATTEST = "attest"
    ACCOUNT = "account"
    UNCOVERED = "uncovered"
    PAYEE = "payee"
    POWER = "power"
    PROPOSAL = "proposal"
    PAPER = "paper"
    FOLLOW_UP = "follow_up"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    DRAFT = "draft"
    UPKEEP = "upkeep"
    QUIET = "quiet"
    GROUND = "ground"
    NEED_REVIEW = "need_review"
    MAPPING = "mapping"
    MAPPING_CLOSE = "mapping_close"
    OWN_PROFILE = "own_profile"
    OWN_PAPERS = "own_papers"
    OWN_TERMS = "own_terms"
    OWN_HANDED_IN = "own_handed_in"
    OWN_ROUND = "own_round"
    OWN_SIGNATURE = "own_signature"
    OWN_FOLLOW_UP = "own_follow_up"
    OWN_MATTER = "own_matter"
    OWN_PROPOSAL = "own_proposal"
    OWN_ACCOUNT = "own_account"


@dataclass(frozen=True, slots=True)
class KindOfWaiting:
    """A kind in words, the permission that does it, and who that is when it is no one in particular."""

    label: Any
    permission: Permission
    roles: frozenset[Role] = frozenset()
    who: Any = ""
    tone: str = "info"


def _registrar(label: Any, permission: Permission) -> KindOfWaiting:
    return KindOfWaiting(label, permission, frozenset({Role.REGISTRAR}), lazy("Registratorn"))


def _officers(label: Any, permission: Permission) -> KindOfWaiting:
    roles = frozenset({Role.PREPARATORY, Role.OFFICER})
    return KindOfWaiting(label, permission, roles, lazy("Beredningsgruppen eller en handläggare"))


def _replying(label: Any) -> KindOfWaiting:
    roles = frozenset({Role.PREPARATORY, Role.REGISTRAR})
    return KindOfWaiting(label, Permission.ENQUIRY_WRITE, roles, lazy("Beredningsgruppen eller registratorn"))


def _partner(label: Any) -> KindOfWaiting:
    return KindOfWaiting(label, Permission.PORTAL)


_K, _P = WaitingKind, Permission
KINDS: dict[WaitingKind, KindOfWaiting] = {
    _K.DECIDE: KindOfWaiting(lazy("Besluta"), _P.AGREEMENT_DECIDE),
    _K.SECOND: KindOfWaiting(lazy("Andra underskrift"), _P.AGREEMENT_DECIDE),
    _K.QUESTION: KindOfWaiting(lazy("Fråga om jäv"), _P.INTEREST_OWN),
    _K.DISPUTE: _registrar(lazy("Jävsfråga"), _P.CONFLICT_SETTLE),
    _K.COMMITTEE: _registrar(lazy("Nämnden beslutar"), _P.AGREEMENT_RECORD_COMMITTEE),
    _K.TAKE_OVER: _officers(lazy("Ta över beredningen"), _P.AGREEMENT_TAKE_OVER),
    _K.REVISE: KindOfWaiting(lazy("Återlämnat"), _P.AGREEMENT_SUBMIT, tone="warning"),
    _K.ANSWER: KindOfWaiting(lazy("Svara på frågan"), _P.QUESTION_ANSWER, tone="warning"),
    _K.REPLY_ASSIGN: _replying(lazy("Utse ansvarig för svaret")),
    _K.REPLY_WRITE: KindOfWaiting(lazy("Svara på en politisk fråga"), _P.STATEMENT_WRITE),
    _K.REPLY_ATTEST: KindOfWaiting(lazy("Attestera svaret"), _P.STATEMENT_ATTEST),
    _K.REPLY_SEND: _replying(lazy("Skicka svaret")),
    _K.REPLY_TREAT: _registrar(lazy("Registrera nämndens behandling"), _P.ENQUIRY_RECORD),
    _K.NUMBER: _registrar(lazy("Ange diarienummer"), _P.CASE_NUMBER_GIVE),
    _K.REPORT: _registrar(lazy("Anmäl till nämnden"), _P.DECISION_REPORT),
    _K.POST: _registrar(lazy("Anslå"), _P.DECISION_REPORT),
    _K.ADOPT: _registrar(lazy("Bekräfta nämndens ändring"), _P.AGREEMENT_RECORD_COMMITTEE),
    _K.RECTIFY: _registrar(lazy("Rätta det som har verkställts"), _P.DECISION_REPORT),
    _K.SIGN: _registrar(lazy("Väntar på underskrift"), _P.AGREEMENT_SIGN),
    _K.RECORD: _registrar(lazy("Registrera avtalet"), _P.AGREEMENT_REGISTER),
    _K.CONFIRM: KindOfWaiting(
        lazy("Bekräfta avtalet"),
        _P.AGREEMENT_CONFIRM,
        frozenset({Role.REGISTRAR, Role.PREPARATORY}),
        lazy("Någon annan hos registratorn eller i beredningsgruppen"),
    ),
    _K.REOPEN: KindOfWaiting(lazy("Begäran att ta tillbaka beslut"), _P.AGREEMENT_REOPEN),
    _K.ATTEST: KindOfWaiting(lazy("Attestera betalningen"), _P.PAYMENT_ATTEST),
    _K.ACCOUNT: _officers(lazy("Bekräftat konto saknas"), _P.PAYEE_PROPOSE),
    _K.UNCOVERED: KindOfWaiting(lazy("Beslutet täcker inte betalningen"), _P.AGREEMENT_EDIT),
    _K.PAYEE: _officers(lazy("Bekräfta kontot"), _P.PAYEE_CONFIRM),
    _K.POWER: KindOfWaiting(
        lazy("Bekräfta behörigheten"),
        _P.POWER_CONFIRM,
        frozenset({Role.ADMINISTRATOR}),
        lazy("En annan administratör"),
    ),
    _K.PROPOSAL: _officers(lazy("Svara på förslaget"), _P.PROPOSAL_ANSWER),
    _K.PAPER: _officers(lazy("Läs papperet"), _P.RECOGNITION_WRITE),
    _K.FOLLOW_UP: _officers(lazy("Följ upp"), _P.COLLABORATION_WRITE),
    _K.EXPIRED: _officers(lazy("Har gått ut"), _P.RECOGNITION_WRITE),
    _K.EXPIRING: _officers(lazy("Går ut"), _P.RECOGNITION_WRITE),
    _K.DRAFT: KindOfWaiting(lazy("Utkast"), _P.AGREEMENT_SUBMIT, tone="neutral"),
    _K.UPKEEP: _officers(lazy("Bekräfta samverkan"), _P.COLLABORATION_WRITE),
    _K.QUIET: _officers(lazy("Har samverkan upphört?"), _P.COLLABORATION_WRITE),
    _K.GROUND: _officers(lazy("Grund saknas"), _P.COLLABORATION_WRITE),
    _K.NEED_REVIEW: _officers(lazy("Se över behovsbedömningen"), _P.NEED_ASSESS),
    _K.MAPPING: KindOfWaiting(lazy("Gå igenom enhetens lista"), _P.ROUND_ANSWER),
    _K.MAPPING_CLOSE: KindOfWaiting(
        lazy("Stäng kartläggningen"),
        _P.ROUND_RUN,
        frozenset({Role.PREPARATORY}),
        lazy("Beredningsgruppen"),
    ),
    _K.OWN_PROFILE: _partner(lazy("Bekräfta era uppgifter")),
    _K.OWN_PAPERS: _partner(lazy("Papper som staden behöver från er")),
    _K.OWN_TERMS: _partner(lazy("Läs villkoren")),
    _K.OWN_HANDED_IN: _partner(lazy("Papper som ni har lämnat in")),
    _K.OWN_ROUND: _partner(lazy("Fråga om det ni gör med staden")),
    _K.OWN_SIGNATURE: _partner(lazy("Underskrift")),
    _K.OWN_FOLLOW_UP: _partner(lazy("Uppföljning")),
    _K.OWN_MATTER: _partner(lazy("Staden beslutar")),
    _K.OWN_PROPOSAL: _partner(lazy("Ert förslag")),
    _K.OWN_ACCOUNT: _partner(lazy("Ert konto")),
}
labels.register({kind: one.label for kind, one in KINDS.items()})
