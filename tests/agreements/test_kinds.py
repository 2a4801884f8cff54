"""The kinds of agreement as data: each page exists, each need can be met, nothing else asks for the kind."""

from dataclasses import fields

import pytest

from registry.agreements.kinds import KINDS
from registry.agreements.pages import PAGES
from registry.collaborations.choices import Kind
from registry.documents import content as document
from registry.guidelines.models import FormChosen
from registry.settings import ROOT


def test_every_kind_of_formal_collaboration_has_its_agreement():
    assert set(KINDS) == set(Kind)
    assert all(kind.kind is key for key, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind.value)
class TestKind:
    def test_its_pages_exist_and_come_once(self, kind):
        assert set(kind.pages) <= set(PAGES)
        assert len(set(kind.pages)) == len(kind.pages)
        assert all(
            (ROOT / "templates" / "agreements" / "edit" / f"{name}.html").is_file() for name in kind.pages
        )

    def test_what_it_needs_is_in_the_document_and_filled_in_on_one_of_its_pages(self, kind):
        known = {field.name for field in fields(document.Agreement)}
        assert {need.field for need in kind.needed} <= known
        assert {need.page for need in kind.needed} <= set(kind.pages)
        assert len({need.field for need in kind.needed}) == len(kind.needed)

    def test_it_is_always_assessed_and_declared(self, kind):
        """Choice of form and conflict of interest belong to every agreement (`domain.md` 0.9, KL 6:28)."""
        assert kind.pages[-2:] == ("form", "conflict")

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


def test_a_grant_has_no_page_for_what_both_bring():
    assert "contributions" not in KINDS[Kind.GRANT].pages
    assert all(PAGES[name].form for name in PAGES)
