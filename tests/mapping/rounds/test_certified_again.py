"""What a list says once somebody has certified it: what it counts, and what becomes of what comes afterwards."""

import re

import pytest
from sqlalchemy import select

from registry.collaborations.choices import Category
from registry.core.database import session
from registry.mapping.rounds.models import MappingRound
from tests.collaborations.test_routes import landed, text
from tests.mapping.rounds.test_routes import certified, town

__all__ = ["town"]
pytestmark = pytest.mark.both_engines


def frozen(app):
    with app.app_context():
        return session.scalars(select(MappingRound.content)).one()


def test_a_list_that_is_answered_anew_is_certified_by_nobody(town, app):
    page, lists = town.opened()
    head, group = town.client("chefnorr"), town.client("grupp")
    certified(town, lists)
    marks = town.marks(head, lists["norr"])
    landed(town.answer(head, lists["norr"], said="unsure", rows=marks["Mässan"]))
    assert "Inte intygad Chefnorr sedan" in text(group.get(page))
    landed(group.send(f"{page}/close", note="Prov"))
    assert [(one["state"], one["certified_by"], one["certified_on"] is None) for one in frozen(app)["units"]] == [
        ("open", None, True), ("complete", "Chefsyd", False),
    ]  # fmt: skip


def test_the_head_certifies_so_many_as_the_unit_still_has(town):
    _page, lists = town.opened()
    certified(town, lists)  # one of three is the unit's own still: one has ended and one is another's
    head = town.client("chefnorr")
    assert "listan med 1 samarbete är allt" in text(head.get(f"{lists['norr']}/certify"))
    marks = town.marks(head, lists["norr"])
    landed(town.answer(head, lists["norr"], said="not_ours", rows=marks["Mässan"]))
    shown = text(head.get(f"{lists['norr']}/certify"))
    assert "Inget i listan är kvar. Du intygar att enheten inte har någon samverkan" in shown


def test_what_is_recorded_after_the_certifying_is_frozen_as_unconfirmed(town, app):
    page, lists = town.opened()
    certified(town, lists)
    landed(
        town.client("chefnorr").send(
            "/collaborations/new", gate_resources="no", organisations=str(town.partner),
            category=Category.FAIR.value, title="Sent tillagt", unit_id=str(town.units["norr"]),
        )
    )  # fmt: skip
    landed(town.client("grupp").send(f"{page}/close"))
    content = frozen(app)
    assert {row["title"]: (row["unit"], row["outcome"]) for row in content["rows"]}["Sent tillagt"] == (
        "Norr", "unconfirmed",
    )  # fmt: skip
    assert content["coverage"]["percent"] == 75


def test_what_is_changed_after_the_certifying_is_frozen_as_unconfirmed(town, app):
    page, lists = town.opened()
    certified(town, lists)
    group, head = town.client("grupp"), town.client("chefnorr")
    landed(group.send(f"/collaborations/{town.done['Mässan']}/edit", our_contact="Robin"))
    assert "Väntar på svar" not in text(head.get(lists["norr"]))  # who the contact is does not count
    landed(group.send(f"/collaborations/{town.done['Mässan']}/edit", title="Stora mässan"))
    assert "Väntar på svar" in text(head.get(lists["norr"]))
    landed(group.send(f"{page}/close"))
    assert {row["title"]: row["outcome"] for row in frozen(app)["rows"]} == {
        "Stora mässan": "unconfirmed", "Caféet": "ended", "Nätverket": "not_ours",
    }  # fmt: skip


def test_what_is_changed_is_answered_for_when_it_is_certified_again(town, app):
    page, lists = town.opened()
    certified(town, lists)
    head = town.client("chefnorr")
    landed(head.send(f"/collaborations/{town.done['Mässan']}/edit", title="Stora mässan"))
    landed(head.send(f"{lists['norr']}/certify"))
    landed(town.client("grupp").send(f"{page}/close"))
    assert {row["title"]: row["outcome"] for row in frozen(app)["rows"]}["Stora mässan"] == "corrected"
    landed(head.send(f"/collaborations/{town.done['Mässan']}/edit", title="Minsta mässan"))
    assert "Obekräftad" not in text(head.get(lists["norr"]))  # the round is closed, and the list with it


def test_a_partner_who_contradicts_a_certified_list_is_a_question_to_its_head(town):
    _page, lists = town.opened(asks_partners="y")
    head, partner = town.client("chefnorr"), town.client("forening")
    landed(
        town.answer(head, lists["norr"], said="holds", rows=list(town.marks(head, lists["norr"]).values()))
    )
    landed(head.send(f"{lists['norr']}/certify"))
    assert "Hösten" not in text(head.get("/inbox/"))
    (asked, *_more) = re.findall(r'href="(/portal/rounds/[^"]+)"', partner.get("/portal/").text)
    landed(partner.send(asked, agrees="no", words="Vi slutade i maj."))
    assert "Hösten" in text(head.get("/inbox/"))
    landed(head.send(f"{lists['norr']}/certify"))
    assert "Hösten" not in text(head.get("/inbox/"))
