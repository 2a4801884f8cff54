"""What can happen in an example: begun, filled in, sent, returned, approved, declined, signed. Each as in the pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.agreements import actions, queries
from registry.agreements.attaching import actions as attaching
from registry.agreements.choices import SignatureMethod
from registry.agreements.models import Edition
from registry.city.guidelines import queries as guidelines
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.choices import Scope
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.cli.examples import pages
from registry.cli.examples.calendar import first_of_month
from registry.cli.examples.partner_facts import EXAMPLE_FILE
from registry.cli.examples.rows import ExampleMatter, Texts
from registry.cli.loading.files import FileRow
from registry.cli.loading.rows import Loading
from registry.collaborations import actions as collaborations
from registry.collaborations import queries as collaboration_queries
from registry.collaborations.choices import CollaborationStatus, OurRole, PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.rules import CollaborationFacts, Gate, Participation, Project
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.dates import months_after
from registry.core.i18n import _
from registry.core.money import Money
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.questions import actions as questions
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.files import Upload

OFFICE = "Handläggare, Etableringscentrum, handlaggare@demo.example"


@dataclass(slots=True)
class ExampleRun:
    """An example while it is played: its row, the texts of its kind, its number and its period."""

    row: FileRow
    matter: ExampleMatter
    texts: Texts
    number: int
    today: date
    edition_id: UUID | None = field(default=None)

    @property
    def kind(self) -> Kind:
        """The kind of agreement."""
        return Kind(self.matter.kind)

    @property
    def starts_on(self) -> date:
        """The agreement's first day."""
        return first_of_month(self.today + timedelta(days=self.matter.starts_in_days))

    @property
    def ends_on(self) -> date:
        """The agreement's last day."""
        return months_after(self.starts_on, self.matter.months) - timedelta(days=1)

    def edition(self) -> Edition:
        """Return the agreement as it is now, with all that belongs to it. Raises LookupError before it is begun."""
        if self.edition_id is None:
            raise LookupError(_("Det första steget ska vara begin."))
        return queries.whole(self.edition_id)


def begin(stage: ExampleRun, actor: Actor, at: datetime, _text: str | None) -> None:
    """Record the collaboration, which commits resources and so is formal, and the first two pages of the agreement."""
    collaboration = _collaboration(stage, actor, at)
    session.flush()
    session.expire_all()
    whole = collaboration_queries.collaboration(actor, collaboration.id)
    if whole is None:
        raise LookupError(_("Samverkan går inte att läsa."))
    clauses = guidelines.clauses(whole.kind, clock.local(at).date())
    made = actions.create(whole, clauses=clauses, actor=actor, at=at)
    stage.edition_id = made.id
    edition = stage.edition()
    pages.basics(stage, edition, actor, at)
    pages.purpose(stage, edition, actor, at)


def fill(stage: ExampleRun, actor: Actor, at: datetime, _text: str | None) -> None:
    """Fill in the other pages, the checklist, the choice of form and the declaration about conflict of interest."""
    edition = stage.edition()
    for page in pages.PAGES:
        page(stage, edition, actor, at)
    actions.declare_as_preparer(
        edition, has_conflict=False, ground=None, seen=edition.version, actor=actor, at=at
    )


def submit(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
    """Send it for decision."""
    edition = stage.edition()
    actions.submit(edition, seen=edition.version, note=text, actor=actor, at=at)


def attach(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
    """Attach a file; the text says what it is."""
    title = text or ""
    file = Upload(f"{title}.pdf", EXAMPLE_FILE)
    attaching.attach(stage.edition(), file, title=title, shown_to_partner=False, actor=actor, at=at)


def ask(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
    """Ask whoever prepares it, before deciding."""
    questions.ask(stage.edition(), question=text or "", actor=actor, at=at)


def answer(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
    """Answer what was asked last."""
    *_earlier, asked = approvals.questions(stage.edition().id)
    questions.answer(asked, words=text or "", actor=actor, at=at)


def sign(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
    """Record that both parties have signed; the text says why before the decision has legal force."""
    on = clock.local(at).date()
    paper = SignatureMethod.PAPER
    actions.sign(stage.edition(), signed_on=on, method=paper, note=text, actor=actor, at=at, today=on)


def _deciding(outcome: Outcome) -> "Do":
    def decide(stage: ExampleRun, actor: Actor, at: datetime, text: str | None) -> None:
        edition = stage.edition()
        round_, step = matters.open_round(edition), matters.open_step(edition)
        actions.declare(edition, step, has_conflict=False, ground=None, actor=actor, at=at)
        later = at + timedelta(minutes=10)
        seen: dict[str, Any] = {"seen_round": round_.number, "seen_hash": round_.content_hash}
        actions.decide(edition, step, outcome, actor=actor, at=later, reason=text, **seen)
        if outcome is not Outcome.RETURN:
            _make_documents(edition, round_.id, later)

    return decide


def _make_documents(edition: Edition, round_id: UUID, at: datetime) -> None:
    """Make the PDFs of the decision at once; the jobs that wait for the worker then find them done."""
    edition_id = str(edition.id)
    session.flush()
    session.expire_all()
    jobs.handler_of("agreement.document")({"edition_id": edition_id}, at)
    session.flush()
    session.expire_all()
    jobs.handler_of("decisions.document")({"round_id": str(round_id)}, at)


def _collaboration(stage: ExampleRun, actor: Actor, at: datetime) -> Collaboration:
    matter, find = stage.matter, Loading(at).find
    found = {key: ids(stage.row, key, model, find) for key, model in REFERENCES.items()}
    facts = CollaborationFacts(
        title=matter.title,
        status=CollaborationStatus(matter.status),
        unit_id=found["unit"][0],
        grounds=found["grounds"],
        scope=Scope(found["target_groups"], found["activities"], found["districts"]),
        description=matter.purpose,
        starts_on=stage.starts_on,
        ends_on=stage.ends_on,
        our_contact=OFFICE,
    )
    made = collaborations.record(
        facts, gate=Gate(resources=True), organisation_ids=found["organisation"], actor=actor, at=at
    )
    made.code, made.is_example = matter.code, True
    session.flush()
    collaborations.choose_kind(made, stage.kind, seen=made.version, actor=actor, at=at)
    _complete(stage, made, actor, at)
    return made


def _complete(stage: ExampleRun, made: Collaboration, actor: Actor, at: datetime) -> None:
    """Say who gets money, and for a project whose it is and who pays."""
    session.flush()
    party = session.scalars(select(Party).where(Party.collaboration_id == made.id)).one()
    session.refresh(party, ["organisation"])
    owns = stage.matter.project
    roles = (PartyRole.OWNER,) if owns else (PartyRole.PARTNER,)
    part = Participation(roles=roles, receives_funding=True)
    collaborations.change_party(made, party, part, seen=made.version, actor=actor, at=at)
    if owns:
        session.flush()
        project = Project(
            our_role=OurRole(owns["our_role"]),
            funder=owns["funder"],
            funder_reference=owns["funder_reference"],
            total=Money.kronor(owns["total"]),
            funder_decided_on=clock.local(at).date() - timedelta(days=owns["decided_days_before"]),
        )
        collaborations.describe_project(made, project, seen=made.version, actor=actor, at=at)


REFERENCES: dict[str, type[Any]] = {
    "unit": Unit,
    "organisation": Organisation,
    "grounds": Ground,
    "target_groups": TargetGroup,
    "activities": ActivityType,
    "districts": District,
}


def ids(row: FileRow, key: str, model: type[Any], find: Callable[..., Any]) -> tuple[UUID, ...]:
    """Return what the row points at under the key. Raises SeedError at a name that is not there."""
    names = row[key] if isinstance(row[key], list) else [row[key]]
    found = [find(model, name) for name in names]
    if None in found:
        wrong = names[found.index(None)]
        raise row.error(_("”%(key)s” pekar på ”%(value)s”, som inte finns.", key=key, value=wrong))
    return tuple(one.id for one in found)


Do = Callable[[ExampleRun, Actor, datetime, str | None], None]

STEPS: dict[str, Do] = {
    "begin": begin,
    "fill": fill,
    "attach": attach,
    "submit": submit,
    "ask": ask,
    "answer": answer,
    "return": _deciding(Outcome.RETURN),
    "approve": _deciding(Outcome.APPROVE),
    "decline": _deciding(Outcome.DECLINE),
    "sign": sign,
}
