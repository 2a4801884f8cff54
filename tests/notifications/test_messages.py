"""What the messages say, and what they must never carry."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from flask import current_app
from sqlalchemy import select

from registry.core.database import session
from registry.core.jobs import Job
from registry.notifications import delivery, links, messages, texts
from registry.notifications.messages import StatusNews
from registry.notifications.models import DigestLine, OutboxMessage
from tests import factories
from tests.notifications.conftest import MATTER, NOON, SomeMatter, SomePerson

ROOT = Path(__file__).parents[2]
LINK = "https://samverkan.example.se/matters/00000000-0000-0000-0000-000000000007"
TO = "mottagare@demo.example"

DECIDE = LINK + "/decide"
PAGE = UUID(int=8)
HEAD = SomePerson()
DAY = date(2026, 11, 30)

WRITTEN = {
    "decision_waiting": lambda matter: messages.decision_waiting(matter, to=HEAD, at=NOON),
    "decision_moved": lambda matter: messages.decision_moved(matter, to=HEAD, at=NOON),
    "question_raised": lambda matter: messages.question_raised(matter, to=HEAD, at=NOON),
    "returned": lambda matter: messages.returned(matter, to=HEAD, by="Enhetschefen", at=NOON),
    "decided": lambda matter: messages.decided(matter, to=HEAD, outcome="Bifall", by="Enhetschefen", at=NOON),
    "adopted": lambda matter: messages.adopted(matter, to=HEAD, by="Registratorn", at=NOON),
    "committee_needed": lambda matter: messages.committee_needed(matter, to=HEAD, at=NOON),
    "decision_again": lambda matter: messages.decision_again(matter, to=HEAD, at=NOON),
    "voided": lambda matter: messages.voided(matter, to=HEAD, at=NOON),
    "due_soon": lambda matter: messages.due_soon(
        matter, to=HEAD, link=DECIDE, stage="Beslut av chef", due_on=DAY, at=NOON
    ),
    "due_late": lambda matter: messages.due_late(
        matter, to=HEAD, link=DECIDE, stage="Beslut av chef", due_on=DAY, at=NOON
    ),
    "late_below": lambda matter: messages.late_below(
        matter, to=HEAD, stage="Beslut av chef", due_on=DAY, with_whom="Enhetschefen för EC", at=NOON
    ),
    "in_court": lambda about: messages.in_court(about, to=HEAD, what="Upphävt av domstol", at=NOON),
    "reopening_asked": lambda matter: messages.reopening_asked(matter, to=HEAD, at=NOON),
    "reopening_answered": lambda matter: messages.reopening_answered(matter, to=HEAD, at=NOON),
    "question_asked": lambda matter: messages.question_asked(matter, matter.id, to=HEAD, at=NOON),
    "question_answered": lambda matter: messages.question_answered(matter, to=HEAD, at=NOON),
    "recording_refused": lambda matter: messages.recording_refused(matter, to=HEAD, at=NOON),
    "partner_status": lambda matter: messages.partner_status(
        matter,
        StatusNews("Inskickat", "Staden arbetar med ärendet", "Nämnden"),
        to={TO: HEAD.mail_language},
        page=PAGE,
        at=NOON,
    )[0],
}
# What is told of a unit's list in a mapping, and whether it waits for the digest: what is late does not.
ROUND = {
    "round_invited": True,
    "round_asked": True,
    "round_soon": True,
    "round_late": False,
    "round_late_below": False,
}


def of(message):
    return message.subject, message.body


def written(name, language):
    """A message that is never kept, as it would be sent."""
    values = {"link": links.choose_password("TOKEN"), "minutes": 30, "again": links.forgotten()}
    return texts.filled(name, language, **values)


LEADS_TO = {
    "partner_status": f"https://samverkan.example.se/portal/{PAGE}",
    **dict.fromkeys(
        ("decision_waiting", "decision_again", "due_soon", "due_late", "question_answered"), DECIDE
    ),
    "question_raised": f"https://samverkan.example.se{links.OWN_QUESTIONS}",
    "question_asked": f"https://samverkan.example.se/matters/questions/{SomeMatter.id}/answer",
}
PROFILE = {
    "confirm_profile": lambda key, name: messages.confirm_profile(
        key, name, to=TO, due_on=NOON.date(), at=NOON
    ),
    "proposal_answered": lambda key, name: messages.proposal_answered(key, name, to=TO, at=NOON),
    "paper_runs_out": lambda key, name: messages.runs_out(
        (key, name, "Årsmötesprotokoll"), on=DAY, is_terms=False, to=TO, at=NOON, language="sv"
    ),
    "terms_run_out": lambda key, name: messages.runs_out(
        (key, name, "Demokrativillkor"), on=DAY, is_terms=True, to=TO, at=NOON, language="sv"
    ),
}
OWN_PAGE = {
    "paper_runs_out": f"https://samverkan.example.se/portal/organisations/{SomeMatter.id}/papers/new",
    "terms_run_out": f"https://samverkan.example.se/portal/organisations/{SomeMatter.id}/terms",
    "confirm_profile": f"https://samverkan.example.se/portal/organisations/{SomeMatter.id}/confirm",
    "proposal_answered": f"https://samverkan.example.se/portal/organisations/{SomeMatter.id}",
}


def confirming(language):
    """The message with the link by which an address is confirmed, as it would be sent."""
    values = {"title": "Grannar", "link": links.own_address("TOKEN"), "days": 7, **messages._help()}
    return texts.filled("address_confirmation", language, **values)


ACCOUNT = {
    "address_confirmation": confirming,
    **{name: partial(written, name) for name in ("invited", "password_forgotten", "password_renewed")},
    "password_changed": lambda language: of(messages.password_changed(to=TO, at=NOON, language=language)),
    "roles_meet": lambda language: of(messages.roles_meet(to=TO, at=NOON, language=language)),
}


@pytest.fixture(autouse=True)
def ready(plain, settings):
    """Every test here writes to an outbox."""
    factories.matter(id=MATTER)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_message_is_a_row_and_a_job(name):
    message = WRITTEN[name](SomeMatter())
    session.commit()
    assert (message.recipient, message.created_at, message.sent_at) == (TO, NOON, None)
    assert message.matter_id == SomeMatter.id
    job = session.scalars(select(Job)).one()
    assert (job.name, job.payload, job.run_at) == ("deliver", {"message_id": str(message.id)}, NOON)
    assert job.subject_id == message.id


@pytest.mark.parametrize("name", WRITTEN)
def test_every_message_names_the_matter_and_says_where_to_read(name):
    message = WRITTEN[name](SomeMatter())
    assert "IOP Språkkafé i Farsta" in message.subject
    assert "IOP Språkkafé i Farsta (AMF 2026/101)\n" in message.body
    assert re.findall(r"https?://\S+", message.body) == [LEADS_TO.get(name, LINK)]
    assert message.body.startswith("Hej,\n\n")
    assert message.body.endswith("-- \nArbetsmarknadsförvaltningen")


@pytest.mark.parametrize("name", WRITTEN)
def test_every_message_is_plain_swedish(name):
    message = WRITTEN[name](SomeMatter(case_number=None))
    text = f"{message.subject}\n{message.body}"
    assert not re.search(r"[{}!]|None|\(\)|\n{3}|(?<!\n--)[ \t]\n", text), text
    assert "Vänligen" not in text
    assert max(map(len, text.splitlines())) < 100


@pytest.mark.parametrize("name", PROFILE)
def test_a_message_about_an_organisation_names_it_and_leads_to_its_own_pages(name):
    message = PROFILE[name](SomeMatter.id, "Föreningen\nGrannar")
    assert message.subject.endswith(" Föreningen Grannar")
    assert "\n\nFöreningen Grannar\n\n" in message.body
    assert re.findall(r"https?://\S+", message.body) == [OWN_PAGE[name]]
    assert message.body.endswith("-- \nArbetsmarknadsförvaltningen")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_whoever_gets_a_message_of_an_association_is_told_whom_to_ask(settings, language):
    """An address and a telephone, in each text that says why it was sent."""
    delivery.configure(replace(settings, contact_phone="08-000 00 00, vardagar 9–15"))
    folder = {"sv": "", "en": "en/"}[language]
    asking = [
        name for name in (*WRITTEN, *PROFILE, *ACCOUNT)
        if "help_address" in texts.TEXTS.loader.get_source(texts.TEXTS, f"{folder}{name}.txt")[0]
    ]  # fmt: skip
    assert {"partner_status", "address_confirmation", *PROFILE} == set(asking)
    told = "samverkan@demo.example, 08-000 00 00, vardagar 9–15"
    assert told in confirming(language)[1]
    assert told in WRITTEN["partner_status"](SomeMatter()).body
    assert all(told in PROFILE[name](SomeMatter.id, "Grannar").body for name in PROFILE)


def test_every_text_is_somebodys():
    texts = {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")}
    assert texts == {*WRITTEN, *PROFILE, *ACCOUNT, *ROUND, "digest", "_footer"}


@pytest.mark.parametrize("name", ACCOUNT)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_message_about_an_account_leads_where_it_says_and_is_plain(name, language):
    subject, body = ACCOUNT[name](language)
    text = f"{subject}\n{body}"
    assert not re.search(r"[{}!]|None|\(\)|\n{3}|(?<!\n--)[ \t]\n", text), text
    assert body.startswith({"sv": "Hej,\n\n", "en": "Hello,\n\n"}[language])
    assert body.endswith("-- \nArbetsmarknadsförvaltningen")
    pages = {
        links.choose_password("TOKEN"),
        links.forgotten(),
        links.meeting_roles(),
        links.own_address("TOKEN"),
    }
    assert set(re.findall(r"https?://\S+", body)) <= pages


@pytest.mark.parametrize("name", WRITTEN)
def test_every_message_is_also_in_the_readers_language(name, monkeypatch):
    """The same values and addresses, and none of our own words left in Swedish."""
    swedish, english = (
        texts.TEXTS.loader.get_source(texts.TEXTS, f"{folder}{name}.txt")[0] for folder in ("", "en/")
    )
    assert re.findall(r"{[{%].*?[%}]}", english) == re.findall(r"{[{%].*?[%}]}", swedish)
    monkeypatch.setattr(f"{__name__}.HEAD", replace(HEAD, mail_language="en"))
    message = WRITTEN[name](SomeMatter(title="IOP"))
    assert message.language == "en"
    assert message.body.startswith("Hello,\n\n")
    left = re.sub("Arbetsmarknadsförvaltningen|Enhetschefen för EC", "", message.body)
    assert not re.search("[åäöÅÄÖ]|Staden arbetar med ärendet|Bifall", left + message.subject), message.body


def test_the_body_says_what_it_is_about():
    assert "Enhetschefen har återlämnat ärendet" in WRITTEN["returned"](SomeMatter()).body
    assert "Beslut: bifall\nBeslutat av: Enhetschefen\n" in WRITTEN["decided"](SomeMatter()).body
    assert (
        "Läge nu: Staden arbetar med ärendet\nVad som händer härnäst: Nämnden\n"
        in WRITTEN["partner_status"](SomeMatter()).body
    )


def test_the_partner_hears_only_of_a_status_it_sees_change():
    same = StatusNews("Staden arbetar med ärendet", "Staden arbetar med ärendet", None)
    told = messages.partner_status(SomeMatter(), same, to={TO: "sv"}, page=PAGE, at=NOON)
    assert told == []
    assert session.scalars(select(OutboxMessage)).all() == []


def test_each_mailbox_once():
    both = {TO: "sv", "kansli@demo.example": "sv"}
    first = StatusNews(None, "Inskickat", None)
    told = messages.partner_status(SomeMatter(), first, to=both, page=PAGE, at=NOON)
    assert [message.recipient for message in told] == [TO, "kansli@demo.example"]
    assert "Vad som händer härnäst" not in told[0].body
    assert told[0].subject == "Staden har tagit upp ett ärende om er: IOP Språkkafé i Farsta"


@pytest.mark.parametrize(
    "hostile",
    [
        "Avtal\nBcc: alla@demo.example",
        "Avtal\r\nBcc: alla@demo.example",
        "Avtal\u2028Bcc: alla@demo.example",
        "Avtal\x00\x0b\x85Bcc: alla@demo.example",
        "\u202eAvtal",
        "{{ link }} {% include 'x' %}",
    ],
)
def test_what_people_type_stays_on_its_line(hostile):
    message = messages.returned(SomeMatter(title=hostile, case_number=hostile), to=HEAD, by=hostile, at=NOON)
    assert not re.search(r"[\r\n\x00\x0b\x85\u2028\u202e]", message.subject)
    assert not re.search(r"^Bcc:", message.body, re.MULTILINE)
    if hostile.startswith("{{"):
        assert hostile in message.subject


def test_long_titles_fit():
    message = messages.returned(SomeMatter(title="Å" * 300), to=HEAD, by="Enhetschefen", at=NOON)
    session.commit()
    assert len(message.subject) == 300


def test_the_address_of_the_site_comes_from_the_settings(settings):
    assert links.matter(SomeMatter.id) == LINK
    assert links.own(PAGE).startswith(settings.public_url + "/")


def test_the_links_lead_somewhere():
    routes = current_app.url_map.bind("samverkan.example.se", url_scheme="https")
    assert routes.match(links.MATTER.format(id=SomeMatter.id))[0] == "matters.show"
    assert routes.match(links.DECIDE.format(id=SomeMatter.id))[0] == "matters.decide"
    assert routes.match(links.QUESTION.format(id=SomeMatter.id))[0] == "questions.answer"
    assert routes.match(links.INBOX)[0] == "inbox.index"
    assert routes.match(links.OWN_ADDRESS.format(token="TOKEN"))[0] == "portal.confirm_address"
    assert routes.match(links.OWN_ORGANISATION.format(id=PAGE))[0] == "portal.organisation"
    assert routes.match(links.OWN_PAPER.format(id=PAGE))[0] == "portal.hand_in"
    assert routes.match(links.OWN_TERMS.format(id=PAGE))[0] == "portal.terms"
    assert routes.match(links.OWN_CONFIRMING.format(id=PAGE))[0] == "portal.confirm"
    assert routes.match(links.OWN.format(id=PAGE))[0] == "portal.show"


# One message a day.

DAILY = replace(HEAD, wants_digest=True)


def test_who_wants_one_message_a_day_gets_a_line_that_waits_for_it():
    line = messages.decision_waiting(SomeMatter(), to=DAILY, at=NOON)
    assert isinstance(line, DigestLine)
    session.expunge(line)  # nobody of that name is stored here
    assert (line.person_id, line.matter_id, line.link) == (DAILY.id, SomeMatter.id, DECIDE)
    assert line.subject == "Väntar på ditt beslut: IOP Språkkafé i Farsta"
    assert session.scalars(select(OutboxMessage)).all() == []


def test_what_is_late_is_told_at_once_also_to_who_wants_one_message_a_day():
    told = {"link": LINK, "stage": "Beslut av chef", "due_on": DAY, "at": NOON}
    late = messages.due_late(SomeMatter(), to=DAILY, **told)
    assert isinstance(late, OutboxMessage)
    assert "sista dagen har passerat" in late.body
    above = messages.late_below(
        SomeMatter(), to=DAILY, stage="Beslut", due_on=DAY, with_whom="Enhetschefen", at=NOON
    )
    assert "för din kännedom. Du behöver inte besluta något" in above.body
    assert "Väntar på: Enhetschefen\n\nÄrendet ligger kvar där." in above.body


@pytest.mark.parametrize(("name", "is_kept"), ROUND.items())
def test_a_list_in_a_mapping_waits_for_the_digest_until_it_is_late(name, is_kept):
    about = messages.ListNamed(PAGE, "Hösten", "Norr", DAY)
    told = messages.round_list(name, about, to=DAILY, at=NOON)
    session.expunge(told)  # nobody of that name is stored here
    assert isinstance(told, DigestLine) is is_kept
    assert "Hösten" in told.subject
    assert isinstance(messages.round_list(name, about, to=HEAD, at=NOON), OutboxMessage)


def test_the_digest_lists_each_thing_once_with_its_link_and_tells_how_many_more():
    def line(number):
        return DigestLine(subject=f"Väntar på ditt beslut: {number}", link=f"{LINK}/{number}")

    message = messages.digest(DAILY, [line(1), line(1), line(2)], on=DAY, at=NOON)
    assert message.subject == "Det här har kommit till dig, 2026-11-30"
    assert f"Väntar på ditt beslut: 1\n{LINK}/1\n\nVäntar på ditt beslut: 2\n{LINK}/2\n\n" in message.body
    assert message.body.count(f"{LINK}/1") == 1
    assert "till.\n" not in message.body
    assert links.inbox() in message.body
    assert not re.search(r"\n{3}", message.body)
    many = messages.digest(DAILY, [line(number) for number in range(45)], on=DAY, at=NOON)
    assert "\nOch 5 till.\n" in many.body
