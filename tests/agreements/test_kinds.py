"""The kinds of agreement as data: each page exists, each need can be met, nothing else asks for the kind."""

import re
from dataclasses import fields
from datetime import date

import pytest

from registry.agreements.content import labelled
from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS, AgreementKind, common
from registry.agreements.pages import PAGES, page_named
from registry.agreements.rules import missing
from registry.agreements.shown import layout, sections
from registry.agreements.status_line import state_words
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.settings import ROOT
from tests.agreements.example import edition, frozen


def test_every_kind_of_formal_collaboration_has_its_agreement():
    assert set(KINDS) == set(Kind)
    assert all(kind.kind is key for key, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
class TestKind:
    def test_its_pages_exist_and_ask_for_each_field_once(self, kind):
        asked = [field.name for field in kind.asked]
        assert len(set(asked)) == len(asked)
        assert all(field.written for field in kind.asked)
        own = {name for name, (_label, names) in kind.pages.items() if name in PAGES or not names}
        assert own == set(PAGES) - ({"project"} if not kind.is_funded else set())
        assert all(
            (ROOT / "templates" / "agreements" / "edit" / f"{name}.html").is_file() for name in kind.pages
        )

    def test_what_it_needs_is_decided_about_and_asked_for(self, kind):
        """What comes from the collaboration is needed too, and filled in there."""
        for name in kind.needed:
            assert FIELDS[name].frozen
            assert not FIELDS[name].written or name in {field.name for field in kind.asked}, name

    def test_it_is_always_assessed_and_declared(self, kind):
        """Choice of form and conflict of interest belong to every agreement (`domain.md` 0.9, KL 6:28)."""
        assert list(kind.pages)[-3:] == ["form", "considerations", "conflict"]

    def test_its_document_has_a_template(self, kind):
        assert (ROOT / "templates" / "documents" / f"{kind.template}.html").is_file()
        assert str(kind.document_name)


@pytest.mark.parametrize(
    ("kind", "form", "both_contribute", "pays"),
    [
        (
            Kind.IOP,
            FormChosen.IOP,
            True,
            True,
        ),  # K5: both bring something, and the city's money is told per year
        (Kind.GRANT, FormChosen.GRANT, False, True),  # the city supports what the association does anyway
        (Kind.PROJECT, FormChosen.PROJECT, False, False),  # somebody else pays
    ],
)
def test_what_sets_the_kinds_apart(kind, form, both_contribute, pays):
    one = KINDS[kind]
    assert (one.form, one.both_contribute, one.pays) == (form, both_contribute, pays)


def test_a_grant_asks_for_what_is_supported_and_for_nothing_that_partners_do_together():
    grant = KINDS[Kind.GRANT]
    words = [str(label) for label, _names in grant.pages.values()] + [str(one.label) for one in grant.asked]
    assert not {"contributions", "steering", "members", "shared_values"} & {one.name for one in grant.asked}
    assert not [word for word in words if "partner" in word.lower() or "styrgrupp" in word.lower()]


@pytest.mark.usefixtures("records")
def test_a_fourth_kind_is_a_composition(monkeypatch):
    """A kind made here alone has its form, its needs and its document; nothing else has to know of it."""
    loan = AgreementKind(
        kind=Kind.GRANT, document_name="Avtal om lån av lokal",
        pages={
            "basics": ("Lånet", ("title", "starts_on")), "terms": ("Villkor", ("termination",)), **common.ASSESSMENTS,
        },
        needed=common.needs("title", "termination"), form=FormChosen.GRANT, pays=False,
    )  # fmt: skip
    monkeypatch.setitem(KINDS, Kind.GRANT, loan)
    one = edition(Kind.GRANT)
    one.termination = one.background = None
    one.contributions = []
    assert [item.page for item in missing(loan, frozen(one))] == ["terms"]
    assert hasattr(page_named(one, "basics").form, "starts_on")
    shown = labelled(frozen(one))
    assert shown["kind_label"] == "Avtal om lån av lokal"
    assert [str(section.label) for section in sections(shown, loan)][:2] == ["Lånet", "Villkor"]
    assert "Uppsägning och hävning" in {one["heading"] for one in layout(shown, loan)}


def test_nothing_says_that_what_is_itself_a_decision_is_signed():
    """Neither the list, the page nor the portal: the terms of a grant are accepted, nobody signs it."""
    today, later = date(2026, 11, 21), date(2027, 1, 1)
    for kind, one in KINDS.items():
        said = [state_words(kind, state, starts_on, today) for state in State for starts_on in (None, later)]
        said += [str(words) for words in (one.signing.now, one.signing.then, one.begins)]
        said += [str(words) for pair in one.to_partner.values() for words in pair]
        signed = [words for words in said if re.search("[Uu]nderskrift|[Uu]nderteckn", words)]
        assert bool(signed) is not one.is_decision, (kind, signed)


def test_a_grant_is_let_come_to_an_end_and_no_agreement_is_given_notice():
    """A grant is a decision with conditions (`domain.md` 2): what is read calls it nothing else."""
    ended = KINDS[Kind.GRANT].ended_early
    told = [str(getattr(ended, one.name)) for one in fields(ended)] + [str(KINDS[Kind.GRANT].ending)]
    shown = [path.read_text() for path in (ROOT / "templates" / "terminating").glob("*.html")]
    for text in (*told, *shown):
        assert not re.search(r"[Ss]äg(s|er|a|)? upp|[Uu]ppsäg|sista dag är avtalet", text), text
    assert all("vtal" not in one for one in told)
    assert str(KINDS[Kind.IOP].ended_early.do) == "Säg upp avtalet"
