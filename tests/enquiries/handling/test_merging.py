"""A reply names an organisation that is merged into another, or named anew: its sentence says before and after."""

import pytest

from registry.audit import guard
from registry.core.columns import new_id
from registry.core.database import session
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import actions, queries, views, wording
from registry.enquiries.replies.choices import BasisKind, LineKind, ReplySection
from registry.enquiries.replies.models import Reply, ReplyBasis
from registry.enquiries.replies.views import ShownReply
from registry.partners.duplicates import actions as duplicates
from registry.partners.duplicates.rules import Choices
from registry.partners.organisations import redirects
from registry.partners.organisations.models import Organisation
from tests import factories
from tests.enquiries.handling.conftest import TODAY, Office

pytestmark = pytest.mark.both_engines


@pytest.fixture
def both() -> list[Organisation]:
    """Two records of what is one association."""
    found = [factories.organisation(name) for name in ("Språkkraft", "Föreningen Språkkraft")]
    session.flush()
    return found


def named(office: Office, made: Enquiry, *rows: Organisation) -> Reply:
    """A reply with a sentence that names the organisations."""
    office.write(made)
    reply = queries.of_enquiry(made.id)
    values = [{"name": one.name} for one in rows]
    line = actions.add(
        reply, section=ReplySection.ANSWER, after=None, text=wording.worded("could", values, queries.authority()),
        kind=LineKind.PARAGRAPH, note=None, actor=office.writer, at=office.at(),
    )  # fmt: skip
    line.template = "could"
    for position, (row, said) in enumerate(zip(rows, values, strict=True)):
        session.add(ReplyBasis(
            id=new_id(), line_id=line.id, position=position, kind=BasisKind.ORGANISATION, row_id=row.id,
            row_version=None, label=row.name, values=said, read_at=office.at(),
        ))  # fmt: skip
    session.commit()
    session.expire_all()
    return queries.of_enquiry(made.id)


def merge(office: Office, kept: Organisation, gone: Organisation) -> None:
    seen = kept.version, gone.version
    duplicates.merge(kept, gone, Choices(frozenset(), False), seen=seen, actor=office.writer, at=office.at())
    session.commit()
    session.expire_all()


def shown(reply: Reply) -> ShownReply:
    return views.of_reply(queries.of_enquiry(reply.enquiry_id), today=TODAY)


def test_a_merged_organisation_marks_its_sentence_with_the_one_that_remains(office: Office, both):
    gone, kept = both
    gone_id, kept_id = gone.id, kept.id
    reply = named(office, office.register(), gone)
    assert shown(reply).changed == ()
    merge(office, kept, gone)
    (one,) = shown(reply).changed
    assert [(told.before, told.after) for told in one.difference.differences] == [
        ("Språkkraft", "Föreningen Språkkraft")
    ]
    assert not one.difference.is_gone
    assert "arbetar även Föreningen Språkkraft med" in one.difference.wording
    assert views.door(one.line.bases[0]) == ("organisations.show", {"organisation_id": gone_id})
    assert redirects.targets([gone_id]) == {gone_id: kept_id}, "the link leads on to the one that remains"
    line = queries.line(office.writer, one.line.id)
    actions.take_wording(line, seen=line.version, actor=office.writer, at=office.at())
    assert shown(reply).changed == ()


def test_two_that_have_become_one_are_named_once(office: Office, both):
    gone, kept = both
    reply = named(office, office.register(), gone, kept)
    merge(office, kept, gone)
    (one,) = shown(reply).changed
    assert "arbetar även Föreningen Språkkraft med" in one.difference.wording


def test_an_organisation_that_is_named_anew_marks_its_sentence(office: Office, both):
    reply = named(office, office.register(), both[0])
    with guard.resting():
        session.get_one(Organisation, both[0].id).name = "Språkkraft Stockholm"
        session.commit()
    session.expire_all()
    (one,) = shown(reply).changed
    assert [(told.before, told.after) for told in one.difference.differences] == [
        ("Språkkraft", "Språkkraft Stockholm")
    ]
