"""The demo's assessments of need: that of source 001 with what it rested on, one under work, one to look at again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registry.cli.examples.calendar import working_moment
from registry.cli.loading.actors import acting
from registry.core import clock
from registry.core.database import session
from registry.enquiries.assessments import actions, queries
from registry.enquiries.assessments.actions import AssessedNeed
from registry.enquiries.assessments.rules import NeedConclusion
from registry.enquiries.models import NeedAssessment, NeedVerdict
from registry.enquiries.needs import assessing, vocabulary
from registry.enquiries.needs.assessing import RestedOn
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.wordings.effect import TEXTS

ISA, SPOKEN_OF = (
    "LIKNANDE-PROJEKT-ISA",
    date(2025, 3, 25),
)  # the day of the meeting that the reply was written for
# The groups that the letter and the reply name besides those that the description of the project says.
NAMED = frozenset({"NYANL", "NYETAB", "SPRAK", "KORTUTB", "LANGT", "PSYK"})
# What the reply says that the city does already (source 001, under "Förvaltningens synpunkter och förslag").
RELEVANT = frozenset({
    "Etableringscentrum", "Welcome House", "Mötesplats Welcome House", "Nätverk för samhällsvägledare",
    "Utveckling av sfi på studieväg 1, en Stockholmsmodell", "Jobbtorgens uppsökande arbete", "Kvinnors etablering",
    "Stadsdelsmammor",
})  # fmt: skip
UNDER_WORK = (
    "Exempel: Språkcafé och mentorer för föräldralediga i Farsta",
    "Föreningar i Farsta vill starta ett språkcafé för föräldralediga kvinnor som är nyanlända. Kvinnorna ska få en "
    "mentor och möta arbetsgivare. Det ska pågå i 12 månader för 30 deltagare.",
)
TO_REVIEW = (
    "Exempel: Läxhjälp och mötesplats för unga i Skärholmen",
    "Det behövs en öppen mötesplats i Skärholmen för ungdomar som varken arbetar eller studerar. Där ska de få "
    "studie- och yrkesvägledning och hjälp att söka jobb.",
)
DAYS_UNDER_WAY, DAYS_CONCLUDED, DAYS_DUE = 6, 40, 2


def load_assessments(*, at: datetime) -> None:
    """Load them, unless there is one already that rests on something."""
    if session.scalar(select(NeedAssessment.id).where(NeedAssessment.found_at.is_not(None)).limit(1)):
        return
    known, today = vocabulary.load(), clock.local(at).date()
    _of_source(known, at)
    _kept(*UNDER_WORK, known, working_moment(today, DAYS_UNDER_WAY, 2))
    _concluded(known, today)


def _of_source(known: NeedVocabulary, at: datetime) -> None:
    """The reply's own assessment. The source names no day of review, so there is none."""
    rows = select(NeedAssessment).where(NeedAssessment.code == ISA)
    links = NeedAssessment.target_groups, NeedAssessment.activities, NeedAssessment.districts
    found = session.scalar(rows.options(*map(selectinload, links)))
    if found is None:
        return
    groups = {
        id_ for id_, term in known.terms.items() if term.list is NeedList.TARGET_GROUP and term.code in NAMED
    }
    assessed = _assessed(found.title, (TEXTS / "isa.txt").read_text(), known, SPOKEN_OF, groups, found)
    actor = acting("beredning", clock.local(at).date())
    actions.revise(found, assessed, seen=found.version, actor=actor, at=at)
    for row in queries.findings(actor, found):
        row.is_relevant = row.name in RELEVANT


def _kept(title: str, text: str, known: NeedVocabulary, at: datetime) -> NeedAssessment:
    on = clock.local(at).date()
    made = actions.keep(_assessed(title, text, known, on), actor=acting("handlaggare", on), at=at)
    made.is_example = True
    session.flush()
    return made


def _concluded(known: NeedVocabulary, today: date) -> None:
    at = working_moment(today, DAYS_CONCLUDED, 1)
    made, on = _kept(*TO_REVIEW, known, at), clock.local(at).date()
    actor = acting("handlaggare", on)
    said = NeedConclusion(
        NeedVerdict.PARTLY,
        "Vägledningen finns på jobbtorgen, men ingen mötesplats i Skärholmen riktar sig till gruppen.",
        on, today - timedelta(days=DAYS_DUE),
        relevant=frozenset(row.id for row in queries.findings(actor, made)[:2]),
    )  # fmt: skip
    actions.conclude(made, said, seen=made.version, actor=actor, at=at)


def _assessed(
    title: str,
    text: str,
    known: NeedVocabulary,
    on: date,
    added: set[UUID] | None = None,
    itself: NeedAssessment | None = None,
) -> AssessedNeed:
    read = assessing.described(text, known=known)
    kept = {f"{term.list.value}:{term.code}" for term in read.terms}
    taken = assessing.taken(read, kept, sorted(added or ()), known)
    actor = acting("handlaggare", on)
    rested = RestedOn(assessment=itself.id if itself else None)
    found = assessing.assess(taken, actor=actor, on=on, known=known, rested=rested)
    return AssessedNeed(title, itself.enquiry_id if itself else None, read, found)
