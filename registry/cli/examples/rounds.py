"""The demo's mapping rounds: one drawn up afterwards out of source 001, and one under way with a unit that is late.

In the one under way a made-up association says something else than the unit does.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from registry.city.accounts import queries as accounts
from registry.city.priorities.models import SourceDocument
from registry.city.units.models import Unit
from registry.cli.examples.calendar import working_moment
from registry.cli.loading.actors import DOMAIN, acting
from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds import actions, closing, queries
from registry.mapping.rounds.choices import RowAnswer
from registry.mapping.rounds.models import MappingRound
from registry.mapping.rounds.queries import LoadedList
from registry.mapping.rounds.rules import RoundFacts

SOURCE = "svar-2025-03-25"
SPEAKS_OF = date(2025, 3, 25)  # the day of the meeting that the reply was written for
UNITS = {"ETABL": "enhetschef", "JT": "avdelningschef", "SSS": "direktor"}
LATE = "ETABL"
DAYS_UNDER_WAY, DAYS_LATE, DAYS_BEFORE, DAYS_DIFFERING = 30, 3, 12, 9
DIFFERING, DIFFERS = "EXEMPEL-TRAFFAR", "Träffarna är inställda över vintern. Vi börjar igen i mars."
PARTNER = "exempelforeningen"


def load_rounds(*, at: datetime) -> None:
    """Load both rounds, unless there is a round already. Nothing in them is recorded before it was."""
    if session.scalar(select(MappingRound.id).limit(1)) is not None:
        return
    today = clock.local(at).date()
    source = session.scalar(select(SourceDocument).where(SourceDocument.code == SOURCE))
    if source is not None:
        title = "Kartläggning 25 mars 2025, ur källa 001"
        closing.draw_up(source, title=title, speaks_of=SPEAKS_OF, actor=acting("beredning", today), at=at)
    _under_way(today)


def _under_way(today: date) -> None:
    at = working_moment(today, DAYS_UNDER_WAY, 1)
    opened = clock.local(at).date()
    codes = {row.code: row.id for row in session.scalars(select(Unit).where(Unit.code.in_(UNITS)).limit(10))}
    facts = RoundFacts(
        title=f"Exempel: Kartläggning {today.year}",
        speaks_of=opened,
        due_on=today - timedelta(days=DAYS_LATE),
        unit_ids=tuple(codes[code] for code in UNITS),
        invitation="Gå igenom listan och intyga den. Säg till om något saknas.",
        questions=("Vilken samverkan saknar ni?",),
        asks_partners=True,
    )
    made = actions.open_round(facts, actor=acting("beredning", opened), at=at)
    made.is_example = True
    session.flush()
    for number, one in enumerate(queries.lists_of(made.id)):
        code = next(code for code, key in codes.items() if key == one.unit_id)
        when = working_moment(today, DAYS_BEFORE, number)
        found = queries.loaded(one, clock.local(when).date())
        (_half if code == LATE else _certify)(found, UNITS[code], when)
        session.flush()
    _differ(made, working_moment(today, DAYS_DIFFERING, 2))


def _certify(found: LoadedList, head: str, at: datetime) -> None:
    actor = acting(head, clock.local(at).date())
    _answer(found, head, at, most=len(queries.rows_of([found.id])))
    actions.certify(found, lacking=None, answers=[""], seen=found.list.version, actor=actor, at=at)


def _half(found: LoadedList, head: str, at: datetime) -> None:
    """The head has asked a colleague, who has begun."""
    actor, colleague = acting(head, clock.local(at).date()), accounts.by_email(f"handlaggare{DOMAIN}")
    actions.ask(found, colleague.id if colleague else None, actor=actor, at=at)
    _answer(found, "handlaggare", at, most=2)


def _answer(found: LoadedList, who: str, at: datetime, *, most: int) -> None:
    on = clock.local(at).date()
    rows = queries.rows_of([found.id])[:most]
    seen = {row.id: row.collaboration.version for row in rows}
    actions.answer(found, seen, RowAnswer.HOLDS, ends_on=on, actor=acting(who, on), at=at)


def _differ(made: MappingRound, at: datetime) -> None:
    """The association answers no, in its own words."""
    rows = queries.rows_of([one.id for one in queries.lists_of(made.id)])
    row = next(row for row in rows if row.collaboration.code == DIFFERING)
    association = next(party.organisation for party in row.collaboration.parties if party.organisation)
    actor = acting(PARTNER, clock.local(at).date())
    actions.partner_says(row, association.id, agrees=False, words=DIFFERS, actor=actor, at=at)
