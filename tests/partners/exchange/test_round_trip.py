"""What the register gives out it reads back as the same, and all that a known layout has is kept."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.core.database import session
from registry.core.i18n import speaking
from registry.partners.organisations import catalogue
from registry.partners.organisations.models import (
    Contact,
    LegalForm,
    Organisation,
    OrganisationName,
    Sector,
    Standing,
)  # fmt: skip
from registry.partners.organisations.rules import Filter
from registry.web import download
from tests import factories


def exported(actor, form="csv", language="sv"):
    """Return the register's own list as a page gives it to be saved."""
    with speaking(language):
        write = download._csv if form == "csv" else partial(download._xlsx, "organisationer")
        return b"".join(write(catalogue.header(), lambda: catalogue.exported(actor, Filter())))


@pytest.mark.both_engines
def test_the_registers_own_list_is_read_back_as_the_same(importing):
    with guard.resting():
        for place, form in enumerate(LegalForm):
            made = factories.organisation(
                f"Nummer {place} SKRIKANDE (vilande)*", legal_form=form, seat="provby kommun", street="-1 gatan",
                postcode="123 45", website=f"http://www.prov{place}.se/a?b=1", purpose="=A1\nTvå rader; till",
                standing=list(Standing)[place % 3], founded_year=1900 + place, listed_types="Idrottsförening, Klubb",
                listed_activities="Simning", listed_categories="Barn", affiliation="Provförbundet",
                sector=list(Sector)[place % 10],
            )  # fmt: skip
            session.add(OrganisationName(organisation_id=made.id, name=f"Annat {place}"))
            session.add(
                Contact(
                    organisation_id=made.id, label="Växel", email=f"info@prov{place}.se", phone="+46846500405"
                )
            )
            for position, phone in enumerate(("+47 22 12 34 56", "+46 70-174 06 05", "0046846500499"), 2):
                session.add(Contact(organisation_id=made.id, position=position, label="Jour", phone=phone))
        factories.organisation("＝Kalkyl")
        factories.organisation("Samma namn")
        factories.organisation("Samma namn")
        session.commit()
    for form, language in (("csv", "sv"), ("xlsx", "sv"), ("csv", "en"), ("xlsx", "en")):
        name = f"{language}.{form}"
        batch = importing.planned(
            exported(importing.actor, form, language), source="organisationer", name=name
        )
        told = [(row.name, row.verdict.value, row.details) for row in importing.rows(batch)]
        assert {verdict for _name, verdict, _details in told} == {"same"}, (name, told)
        assert len(told) == len(LegalForm) + 3, name


def test_what_a_municipal_list_files_an_association_under_is_kept(importing):
    listed = {
        "name": "Åldersprovet", "types": ["Idrottsförening"], "activities": ["Simning"], "categories": ["Barn"],
        "description": {"sections": [{"data": {"founded_year": "1945", "national_affiliation": "Provförbundet"}}]},
    }  # fmt: skip
    importing.imported(json.dumps([{"association": listed}]), name="lista.json")
    one = session.scalars(select(Organisation)).one()
    assert one.founded_year == 1945
    filed = (one.listed_types, one.listed_activities, one.listed_categories, one.affiliation)
    assert (filed, one.purpose) == (("Idrottsförening", "Simning", "Barn", "Provförbundet"), None)
    for asked in (
        Filter(filed="Idrott"),
        Filter(filed="simning"),
        Filter(filed="Barn"),
        Filter(text="Provförbundet"),
    ):
        assert [row.name for row in catalogue.page(importing.actor, asked).page.rows] == ["Åldersprovet"], (
            asked
        )
    assert not catalogue.page(importing.actor, Filter(filed="Dans")).page.rows
