"""What people do in a mapping round: open it, answer, ask a colleague, certify, close it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.units import queries as units
from registry.city.units.models import UnitWriter
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.core.workflow import fire
from registry.mapping.rounds import queries, rules, ties, workflow
from registry.mapping.rounds.answering import answers_for
from registry.mapping.rounds.choices import ListState, RoundState, RowAnswer
from registry.mapping.rounds.facts import facts_of
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.mapping.rounds.queries import LoadedList
from registry.mapping.rounds.rules import RoundFacts
from registry.notifications import messages
from registry.partners.organisations.personal_numbers import text_problems
from registry.settings import current

LATE_HELP = timedelta(days=14)  # a colleague who is asked late gets this long


def open_round(facts: RoundFacts, *, actor: Actor, at: datetime) -> MappingRound:
    """Open a round: each unit gets its list, and whoever answers for it a message. Raises DomainError at the fields."""
    on = clock.local(at).date()
    refuse(rules.opening_problems(facts, today=on, is_taken=queries.is_taken(facts.title)))
    made = MappingRound(id=new_id(), state=RoundState.OPEN, opened_at=at, opened_by_id=actor.user_id)
    made.title, made.speaks_of, made.due_on = facts.title, facts.speaks_of, facts.due_on
    made.invitation, made.questions = facts.invitation, list(facts.questions)
    made.asks_partners = facts.asks_partners
    session.add(made)
    audit.record(made, Tag.ROUND_OPENED, actor=actor, at=at)
    known = queries.believed(facts.unit_ids, facts.speaks_of, at=at, months=current().confirm_months)
    for unit_id in facts.unit_ids:
        sent = give_list(made, unit_id, [one for one in known if one.unit_id == unit_id], actor=actor, at=at)
        _tell(sent, on=on, at=at)
    return made


def give_list(
    made: MappingRound,
    unit_id: UUID | None,
    known: Sequence[Collaboration],
    *,
    actor: Actor | None,
    at: datetime,
) -> UnitList:
    """Give the unit its list in a round, with what we believe that it does."""
    state = ListState.FROM_SOURCE if made.source_id else ListState.OPEN
    given = UnitList(id=new_id(), round_id=made.id, unit_id=unit_id, state=state)
    session.add(given)
    session.flush()
    session.add_all(ListRow(list_id=given.id, collaboration_id=one.id, facts=facts_of(one)) for one in known)
    audit.record(given, Tag.LIST_SENT, actor=actor, at=at, matter_id=made.id)
    return given


def answer(
    found: LoadedList,
    seen: Mapping[UUID, int],
    said: RowAnswer | None,
    *,
    ends_on: date,
    actor: Actor,
    at: datetime,
) -> tuple[int, list[Problem]]:
    """Answer the rows, each by the version of the collaboration that was read; None takes an answer back.

    What can be answered is, and the rest is told: (how many, problems). Confirming confirms the collaboration, ending
    ends it from the day; "not ours" changes nothing and is for the preparatory group to sort out. A certified list
    has to be certified again. Raises DomainError when the round is closed.
    """
    refuse(rules.open_problems(found.round.state))
    problems: list[Problem] = []
    done = 0
    for row in queries.rows_of([found.id]):
        if row.id in seen:
            is_ours = row.collaboration.unit_id in found.unit_ids
            refused = _answer(row, seen[row.id], said, is_ours=is_ours, ends_on=ends_on, actor=actor, at=at)
            problems += refused
            done += not refused
    if done and found.list.state is not ListState.OPEN:
        fire(workflow.LIST, found.list, "answer_anew", actor=actor, at=at)
        audit.record(found.list, Tag.LIST_ANSWERED, actor=actor, at=at, matter_id=found.round.id)
    return done, problems


def _answer(
    row: ListRow,
    seen: int,
    said: RowAnswer | None,
    *,
    is_ours: bool,
    ends_on: date,
    actor: Actor,
    at: datetime,
) -> list[Problem]:
    one = row.collaboration
    is_over = one.status in OVER
    if said:
        problems = rules.answer_problems(
            said, title=one.title, is_over=is_over, is_ours=is_ours, seen=seen, version=one.version
        )
        if problems:
            return problems
    try:
        with session.begin_nested():
            if said is RowAnswer.HOLDS:
                collaborations.confirm(one, actor=actor, at=at)
            elif said is RowAnswer.ENDED and not is_over:
                collaborations.end(one, ends_on=ends_on, seen=seen, actor=actor, at=at)
    except DomainError as error:
        return [Problem(f"{one.title}: {problem.message}") for problem in error.problems]
    row.answer, row.answered_by_id = said, actor.user_id
    row.answered_at = at if said else None
    audit.record(row, Tag.LIST_ANSWERED, actor=actor, at=at, matter_id=row.list_id)
    return []


def certify(
    found: LoadedList,
    *,
    lacking: str | None,
    answers: Sequence[str],
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Certify the list as complete, or say what is missing in it; an empty one too. A substitute names the head.

    What the unit has recorded since the round opened becomes rows of the list. Rows about partners to whom the
    certifier has told of a tie are unsure, unless somebody else answers for them (`rules.stands_aside`).
    It says what is, and prepares nothing (`agreements.preparing`). Raises Stale, and DomainError with what stands in
    the way.
    """
    refuse(rules.open_problems(found.round.state))
    check_version(found.list, seen)
    on = clock.local(at).date()
    left = queries.progress([found.list], on)[found.id]
    refuse(rules.certify_problems(unanswered=left.rows - left.answered, lacking=lacking))
    _complete(found, on, actor=actor, at=at)
    mine = found.list
    fire(workflow.LIST, mine, "certify_lacking" if lacking else "certify", actor=actor, at=at)
    mine.lacking = lacking
    mine.answers, mine.certified_at, mine.certified_by_id = list(answers), at, actor.user_id
    mine.certified_by = ", ".join(filter(None, (actor.name, actor.title)))[:200]
    mine.certified_for = answers_for(mine.unit_id, on).substituted(actor.user_id)
    tag = Tag.LIST_LACKING if lacking else Tag.LIST_CERTIFIED
    audit.record(mine, tag, actor=actor, at=at, matter_id=found.round.id)


def _complete(found: LoadedList, on: date, *, actor: Actor, at: datetime) -> None:
    """Give what was added its rows, and tell as unsure what the certifier should not answer for."""
    rows, added = queries.rows_of([found.id]), queries.added_to(found)
    told = ties.of(
        {actor.user_id, *(row.answered_by_id for row in rows)},
        [*(row.collaboration for row in rows), *added],
        on,
    )
    unsure = [row for row in rows if row.answer is RowAnswer.HOLDS and told.make_unsure(row, actor.user_id)]
    for row in unsure:
        row.answer, row.answered_by_id, row.answered_at = RowAnswer.UNSURE, actor.user_id, at
    made = [
        ListRow(
            list_id=found.id, collaboration_id=one.id, facts={}, answered_at=at, answered_by_id=actor.user_id,
            answer=RowAnswer.UNSURE if told.of(actor.user_id, one) else RowAnswer.HOLDS,
        )
        for one in added
    ]  # fmt: skip
    session.add_all(made)
    for row in (*unsure, *made):
        audit.record(row, Tag.LIST_ANSWERED, actor=actor, at=at, matter_id=found.id)


def ask(found: LoadedList, colleague_id: UUID | None, *, actor: Actor, at: datetime) -> UnitWriter:
    """Ask a colleague to fill in: until the round's last day the colleague may write the unit's collaborations.

    One who is asked late gets two weeks; closing the round ends it. Whoever is asked anew the same day is not told
    again. Raises DomainError at `colleague`.
    """
    refuse(rules.open_problems(found.round.state))
    on = clock.local(at).date()
    offered = {key for key, _name in queries.colleagues(on, but=actor.user_id)} | {actor.user_id}
    user = accounts.user(colleague_id) if colleague_id is not None and colleague_id in offered else None
    if user is None or found.unit_id is None:
        raise DomainError(Problem(_("Välj en kollega i listan."), "colleague"))
    already = any(one.user_id == user.id for one in units.writers(on, unit_id=found.unit_id))
    refuse(rules.asking_problems(is_self=user.id == actor.user_id, writes_already=already))
    is_told = units.was_asked(on, user_id=user.id, unit_id=found.unit_id)
    made = UnitWriter(id=new_id(), user_id=user.id, unit_id=found.unit_id, asked_by_id=actor.user_id)
    made.starts_on, made.ends_on = on, max(found.round.due_on, on + LATE_HELP)
    session.add(made)
    audit.record(made, Tag.LIST_ASKED, actor=actor, at=at)
    if not is_told:
        messages.round_list("round_asked", found.named, to=user, at=at)
    return made


def ask_no_longer(found: LoadedList, writer_id: UUID | None, *, actor: Actor, at: datetime) -> None:
    """Take back what a colleague was asked, from this moment: nothing more is written for the unit.

    Raises DomainError when nobody fills in for the unit by that.
    """
    on = clock.local(at).date()
    asked = units.writers(on, unit_id=found.unit_id) if found.unit_id else ()
    one = next((one for one in asked if one.id == writer_id), None)
    if one is None:
        raise DomainError(_("Kollegan fyller inte längre i för enheten."))
    one.ends_on = on - timedelta(days=1)
    audit.record(one, Tag.LIST_ASKED_NO_LONGER, actor=actor, at=at)


def partner_says(
    row: ListRow, organisation_id: UUID, *, agrees: bool, words: str | None, actor: Actor, at: datetime
) -> PartnerAnswer:
    """Keep what an organisation says of a row. It changes nothing: where the two differ the unit is asked.

    Raises DomainError when it disagrees without a word about what differs.
    """
    if not agrees and not words:
        raise DomainError(Problem(_("Skriv vad som inte stämmer, så att staden kan rätta det."), "words"))
    refuse(text_problems(words=words))
    said = queries.answer_of(row.id, organisation_id)
    if said is None:
        said = PartnerAnswer(id=new_id(), row_id=row.id, organisation_id=organisation_id)
        session.add(said)
    said.agrees, said.words = agrees, words
    said.answered_at, said.answered_by_id = at, actor.user_id
    audit.record(said, Tag.LIST_PARTNER, actor=actor, at=at, matter_id=row.id)
    return said


def _tell(sent: UnitList, *, on: date, at: datetime) -> None:
    session.refresh(sent, ["round", "unit"])
    found = queries.loaded(sent, on)
    for holder in found.answers.certifiers:
        if user := accounts.user(holder.user_id):
            messages.round_list("round_invited", found.named, to=user, at=at)
