"""The examples: made-up matters in every stage, created with the system's own actions by the demo's accounts.

A newcomer then sees the whole way in the first minute, with a history that is as true as any other. An example that
is there already is left alone.
"""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from registry.cli.examples.calendar import working_moment
from registry.cli.examples.rows import ExampleMatter, ExampleStep, Partner, Texts, given
from registry.cli.examples.steps import STEPS, ExampleRun
from registry.cli.loading.actors import acting
from registry.cli.loading.files import FileRow, rows
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.partners.organisations import actions as organisations
from registry.partners.organisations.models import LegalForm, Organisation, Sector
from registry.partners.organisations.rules import ContactFacts, OrganisationFacts


def load_examples(folder: Path, *, at: datetime) -> None:
    """Load the examples that are not there yet. Raises SeedError at the row that cannot be carried out."""
    today = clock.local(at).date()
    for row in rows(folder, "organisations"):
        _register(row, today)
    texts = {row.get("kind"): given(row, Texts) for row in rows(folder, "texts")}
    for number, row in enumerate(rows(folder, "matters"), 1):
        matter = given(row, ExampleMatter)
        if matter.kind not in texts:
            raise row.error(_("”kind” har värdet ”%(value)s”, som inte finns.", value=matter.kind))
        if session.scalar(select(Collaboration.id).where(Collaboration.code == matter.code)) is None:
            _play(ExampleRun(row, matter, texts[matter.kind], number, today))


def _register(row: FileRow, today: date) -> None:
    partner = given(row, Partner)
    if session.scalar(select(Organisation.id).where(Organisation.name == partner.name)) is not None:
        return
    at, actor = working_moment(today, 500, 0), acting("beredning", today)
    facts = OrganisationFacts(
        name=partner.name,
        sector=Sector(partner.sector),
        number=partner.number,
        legal_form=LegalForm(partner.legal_form),
        purpose=partner.purpose,
        seat=partner.seat,
        is_another=True,  # the made-up names are alike on purpose
    )
    made = organisations.register(facts, actor=actor, at=at)
    made.is_example = True
    organisations.add_contact(made, ContactFacts(label="Kansli", email=partner.email), actor=actor, at=at)


def _play(stage: ExampleRun) -> None:
    """Do the steps in order, each at its own moment by its own account."""
    for hour, row in enumerate(stage.matter.steps):
        step = given(row, ExampleStep)
        if step.do not in STEPS:
            raise row.error(_("”do” har värdet ”%(value)s”, som inte finns.", value=step.do))
        at = working_moment(stage.today, step.days, hour)
        try:
            STEPS[step.do](stage, acting(step.by, clock.local(at).date()), at, step.text)
        except KeyError as error:
            raise row.error(_("”%(key)s” saknas.", key=error.args[0])) from error
        except (DomainError, ValueError, LookupError) as error:
            raise row.error(str(error)) from error
        session.flush()
        session.expire_all()  # the next step reads afresh, as the next request would
