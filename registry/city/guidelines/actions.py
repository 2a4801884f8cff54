"""Answering the guideline's criteria and assessing the form, with the log row in the same transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.guidelines import queries
from registry.city.guidelines.models import (
    ChecklistAnswer,
    ChecklistItem,
    CriterionVerdict,
    FormChoice,
    FormChosen,
    WarningSign,
)
from registry.core.database import session
from registry.core.i18n import Word, joined
from registry.core.sentences import sentence


@sentence
def criterion(code: str, text: str) -> str:
    """Name one thing that the guidelines ask."""
    return joined((code, Word(text)), ": ")


def answer(
    matter_id: UUID,
    item: ChecklistItem,
    verdict: CriterionVerdict | None,
    motive: str | None,
    *,
    actor: Actor,
    at: datetime,
) -> ChecklistAnswer | None:
    """Keep the answer to one criterion; empty answers to what was never answered leave no row. Logs only a change."""
    given = queries.answer_to(matter_id, item.id)
    if given is None:
        if verdict is None and not motive:
            return None
        given = ChecklistAnswer(matter_id=matter_id, item_id=item.id)
        session.add(given)
    given.verdict, given.motive = verdict, motive or None
    changed = changes.of(given)
    if changed:
        audit.record(
            given,
            Tag.CHECKLIST_ANSWERED,
            actor=actor,
            at=at,
            matter_id=matter_id,
            changes=changed,
            note=criterion(item.code, item.text),
        )
    return given


def assess_form(
    matter_id: UUID,
    *,
    chosen: FormChosen | None,
    motive: str | None,
    signs: Iterable[WarningSign],
    signs_motive: str | None,
    procurement_note: str | None,
    aid_note: str | None,
    assessed_on: date | None,
    actor: Actor,
    at: datetime,
) -> FormChoice:
    """Keep the choice-of-form assessment, signed by the actor each time that it changes (`domain.md` 0.9).

    Without a chosen form it is a draft, which nobody has signed. An unchanged one keeps its signature and its date.
    """
    choice = queries.form_choice(matter_id)
    if choice is None:
        choice = FormChoice(matter_id=matter_id, signs=[])
        session.add(choice)
    choice.chosen, choice.motive, choice.assessed_on = chosen, motive or None, assessed_on
    choice.signs, choice.signs_motive = [sign.value for sign in signs], signs_motive or None
    choice.procurement_note, choice.aid_note = procurement_note or None, aid_note or None
    if session.is_modified(choice):
        _sign(choice, actor=actor, at=at)
        audit.record(
            choice,
            Tag.FORM_CHOICE_ASSESSED,
            actor=actor,
            at=at,
            matter_id=matter_id,
            changes=changes.of(choice),
        )
    return choice


def _sign(choice: FormChoice, *, actor: Actor, at: datetime) -> None:
    signed = choice.chosen is not None
    choice.assessed_by_id, choice.assessed_by = (actor.user_id, actor.name) if signed else (None, None)
    choice.signed_at = at if signed else None
