"""What is kept of a signature: who signed for each side, its reference, and the file, which the party may read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.agreements import actions
from registry.agreements.choices import SignatureMethod
from registry.agreements.signatories import unsigned_for
from registry.agreements.signature import Signature, SignedBy
from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError
from registry.documents import queries as documents
from registry.matters.approvals import queries as approvals
from registry.partners.organisations.models import Contact, ContactRole
from registry.partners.recognition.files import Upload
from tests import factories
from tests.agreements.conftest import NOON, TODAY

pytestmark = pytest.mark.both_engines

BY = SignedBy("Ada Chef, enhetschef", "Bo Ordförande och Cia Kassör", "E-17")


def sign(desk, one, file: Upload | None, by: SignedBy = BY) -> None:
    day = {"signed_on": TODAY, "today": TODAY, "at": NOON, "note": "Börjar nu."}
    actions.sign(one, method=SignatureMethod.PAPER, actor=desk.registrar, by=by, file=file, **day)


def test_who_signed_and_what_is_kept_logged_and_shown_to_the_party(desk):
    one = desk.approved()
    with pytest.raises(DomainError):
        sign(desk, one, Upload("avtal.exe", b"MZ\x90\x00"))
    session.rollback()
    one = desk.fresh(one)
    sign(desk, one, Upload("Avtalet.pdf", b"%PDF-1.7\nunderskrivet"))
    one = desk.kept(one)
    made = session.scalars(select(Signature)).one()
    assert SignedBy(made.for_city, made.for_party, made.reference) == BY
    decided = approvals.final_decision(one.id)
    (shown,) = documents.shown_to_partner([one.id], {decided.content_hash})
    assert (shown.id, shown.filename, shown.round_id) == (
        made.document_id,
        "Avtalet.pdf",
        decided.step.round_id,
    )
    logged = select(AuditPayload.changes).join(AuditEntry, AuditEntry.seq == AuditPayload.seq)
    told = session.scalars(logged.where(AuditEntry.tag == Tag.AGREEMENT_SIGNED)).one()
    assert {"signed_on", "for_city", "for_party", "reference"} <= {row["field"] for row in told}


def test_what_nobody_knows_of_a_signature_is_not_made_up(desk):
    one = desk.approved()
    sign(desk, one, None, SignedBy())
    assert session.scalar(select(Signature)) is None


def test_the_sender_is_told_of_whom_nobody_is_known_to_sign_for(desk):
    one = desk.draft()
    partner = one.agreement.collaboration.parties[0].organisation
    assert unsigned_for(one, on=TODAY) == [partner.name]
    ended = {"organisation_id": partner.id, "role": ContactRole.SIGNATORY, "label": "Firmatecknare"}
    with guard.resting():
        signatory = factories.stored(Contact(**ended, person="Bo", ends_on=TODAY))
    assert unsigned_for(one, on=TODAY) == []
    assert unsigned_for(one, on=signatory.ends_on + timedelta(days=1)) == [partner.name]
