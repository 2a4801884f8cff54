"""What the register gives out it reads back as the same, and all that a known layout has is kept."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.core.database import session
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
from registry.web.download import cell
from tests import factories


def exported(actor):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(catalogue.header())
    writer.writerows([cell(value) for value in row] for row in catalogue.exported(actor, Filter()))
    return "\ufeff" + text.getvalue()


@pytest.mark.both_engines
def test_the_registers_own_list_is_read_back_as_the_same(importing):
    with guard.resting():
        for place, form in enumerate(LegalForm):
            made = factories.organisation(
                f"Nummer {place} SKRIKANDE (vilande)*", legal_form=form, seat="provby kommun", street="-1 gatan",
                postcode="123 45", website=f"http://www.prov{place}.se/a?b=1", purpose="=A1\nTvå rader; till",
                standing=list(Standing)[place % 3], founded_year=1900 + place, sector=list(Sector)[place % 10],
            )  # fmt: skip
            session.add(OrganisationName(organisation_id=made.id, name=f"Annat {place}"))
            session.add(
                Contact(
                    organisation_id=made.id, label="Växel", email=f"info@prov{place}.se", phone="+46846500405"
                )
            )
        factories.organisation("Samma namn")
        factories.organisation("Samma namn")
        session.commit()
    batch = importing.planned(exported(importing.actor), source="organisationer")
    told = [(row.name, row.verdict.value, row.details) for row in importing.rows(batch)]
    assert {verdict for _name, verdict, _details in told} == {"same"}, told
    assert len(told) == len(LegalForm) + 2


def test_what_a_municipal_list_files_an_association_under_is_kept(importing):
    listed = {
        "name": "Åldersprovet", "types": ["Idrottsförening"], "activities": ["Simning"], "categories": ["Barn"],
        "description": {"sections": [{"data": {"founded_year": "1945", "national_affiliation": "Provförbundet"}}]},
    }  # fmt: skip
    importing.imported(json.dumps([{"association": listed}]), name="lista.json")
    one = session.scalars(select(Organisation)).one()
    assert one.founded_year == 1945
    assert {"Idrottsförening", "Simning", "Barn", "Provförbundet"} <= set(
        one.purpose.replace("\n", ": ").split(": ")
    )
