"""What speaks against an agreement, as the decider reads it and the decision quotes it, and what stops it.

A criterion that the guideline lets stop, the democracy terms where money goes out (`domain.md` 2.2) and a grant for a
time that has passed are refused. All else that speaks against has a reason: the decider sees it, and approves with a
reason of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.agreements import party_conditions, same_counterparty
from registry.agreements.choices import BelongsTogether
from registry.agreements.content import labelled
from registry.agreements.fitting_parts import is_past, passed_words
from registry.agreements.kinds import AgreementKind
from registry.agreements.models import Edition
from registry.agreements.rules import Missing, pays_out
from registry.agreements.schemas import upgraded
from registry.city.guidelines.models import CriterionVerdict
from registry.collaborations.rules import receivers
from registry.core.errors import Problem
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters.approvals.facts import Linked
from registry.partners.recognition.queries import PartyRemark


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against, and why it is proposed all the same."""

    what: str
    reason: str | None


def against(content: Mapping[str, Any], on: date) -> list[Objection]:
    """Return what speaks against frozen content on the day; an approval in spite of it needs the decider's reason."""
    known, shown = upgraded(content), labelled(content)
    despite = shown.get("despite_reason")
    return [
        *_verdicts(known, shown, CriterionVerdict.NOT_MET),
        *_signs(shown),
        *(
            Objection(_remark_words(row), None if row.get("is_later") else despite)
            for row in shown["remarks"]
        ),
        *(Objection(words, despite) for words in passed_words(known, on) if is_past(known, on)),
        *(Objection(words, despite) for words in funder_undecided(known, on)),
    ]


def quoted(content: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """Return what spoke against an agreement as its decision quotes it; other content has nothing of the kind."""
    if "criteria" not in upgraded(content):
        return []
    return [{"what": one.what, "reason": one.reason} for one in against(content, on)]


def partly_met(content: Mapping[str, Any]) -> list[Objection]:
    """Return the criteria that are met in part: read beside what speaks against, and no hindrance by themselves."""
    return list(_verdicts(upgraded(content), labelled(content), CriterionVerdict.PARTLY))


def _verdicts(
    known: Mapping[str, Any], shown: Mapping[str, Any], verdict: CriterionVerdict
) -> Iterator[Objection]:
    for row, words in zip(known.get("criteria") or (), shown.get("criteria") or (), strict=True):
        if row["answer"] == verdict:
            named = joined((row["code"], label(verdict)), ", ")
            yield Objection(joined((named, words["text"]), ": "), row["motive"])


def _signs(shown: Mapping[str, Any]) -> Iterator[Objection]:
    choice = shown.get("form_choice") or {}
    for sign in choice.get("signs") or ():
        yield Objection(_("Tecken på köp: %(sign)s", sign=sign), choice.get("signs_motive"))


def funder_undecided(known: Mapping[str, Any], on: date) -> Iterator[str]:
    """A project rests on its funder's own decision: until that is made nobody knows that there is money."""
    if not (project := known.get("project")):
        return
    decided_on = project.get("funder_decided_on")
    if decided_on is None:
        yield _("Finansiären har inte beslutat om pengar till projektet.")
    elif date.fromisoformat(decided_on) > on:
        yield _("Finansiärens beslut ligger i framtiden: %(day)s.", day=decided_on)


def _remark_words(row: Mapping[str, Any]) -> str:
    words = _(
        "%(what)s, %(organisation)s: %(outcome)s. Antecknat %(day)s.",
        what=row["kind"], organisation=row["organisation"], outcome=row["outcome"], day=row["dated_on"],
    )  # fmt: skip
    later = _("Det antecknades efter att ärendet skickades.") if row.get("is_later") else None
    return joined(filter(None, (words, _ended(row["note"]) if later else row["note"], later)), " ")


def _ended(note: str | None) -> str | None:
    """Return a note with a full stop, so that the sentence after it stands apart."""
    return f"{note}." if note and note[-1] not in ".!?…" else note


def stopping(
    edition: Edition, kind: AgreementKind, content: Mapping[str, Any], found: Sequence[PartyRemark], on: date
) -> list[Missing]:
    """Return what refuses the agreement both when it is sent and when it is approved."""
    stops = []
    if pays_out(content):
        payable = _payable(edition)
        stops += [
            Missing("considerations", _broken_terms(one.organisation))
            for one in found
            if one.breaks_terms and one.organisation_id in payable
        ]
    if kind.only_ahead and is_past(content, on):
        words = _("Ett bidrag ges inte för tid som har gått. Bidragsperioden är över.")
        stops.append(Missing("basics", words))
    return stops


def _payable(edition: Edition) -> set[UUID | None]:
    return {one.organisation_id for one in receivers(edition.agreement.collaboration.parties)}


def _broken_terms(organisation: str) -> str:
    return _(
        "%(name)s uppfyller inte demokrativillkoren enligt registret. Då betalar staden inga pengar.",
        name=organisation,
    )


def before_sending(
    edition: Edition, kind: AgreementKind, content: Mapping[str, Any], on: date
) -> list[Missing]:
    """Return what refuses to send it, and what whoever sends must still say."""
    linked = same_counterparty.with_same_counterparty(edition, on=on)
    found = stopping(edition, kind, content, party_conditions.remarks(edition), on)
    return [*found, *unanswered(edition, content, linked, on)]


def unanswered(
    edition: Edition, content: Mapping[str, Any], linked: Iterable[Linked], on: date
) -> list[Missing]:
    """Return what whoever sends must still say: of the counterparty's other matters, and of what speaks against."""
    words = [
        *_unanswered_related(edition, linked),
        *_unexplained(content, on),
        *_without_cost_centre(edition, content),
    ]
    return [Missing("considerations", one) for one in words]


def _unanswered_related(edition: Edition, linked: Iterable[Linked]) -> Iterator[str]:
    reasons = {one.other_id: (one.reason or "").strip() for one in edition.related}
    for one in same_counterparty.asked_about(linked):
        if one.belongs is None:
            yield _("Svara om ärendet hör ihop med %(number)s.", number=one.words)
        elif not one.belongs and not reasons.get(one.matter_id):
            yield _("Skriv varför ärendet inte hör ihop med %(number)s.", number=one.words)


def _unexplained(content: Mapping[str, Any], on: date) -> Iterator[str]:
    if (content.get("despite_reason") or "").strip():
        return
    if content.get("remarks"):
        yield _("Registret har anmärkningar mot en part. Skriv varför avtalet ändå föreslås.")
    if is_past(content, on):
        yield _("Avtalstiden är över. Skriv varför avtalet ändå föreslås.")
    for words in funder_undecided(content, on):
        yield joined((words, _("Skriv varför avtalet ändå föreslås.")), " ")


def _without_cost_centre(edition: Edition, content: Mapping[str, Any]) -> Iterator[str]:
    """Where the money is booked is known before it is decided (`domain.md` 5.6)."""
    if not pays_out(content):
        return
    paying = {one.id: one for one in ([row.unit for row in edition.shares] or [edition.unit])}
    for unit in paying.values():
        if not (unit.cost_centre or "").strip():
            yield _(
                "%(unit)s saknar kostnadsställe. Administratören fyller i det på enhetens sida.",
                unit=unit.name,
            )


def related_problems(rows: Iterable[Any]) -> Iterator[Problem]:
    """Yield a no without its reason, at its field: the decider reads why matters with one counterparty stand apart."""
    for position, row in enumerate(rows):
        if row.belongs is BelongsTogether.NO and not (row.reason or "").strip():
            yield Problem(_("Skriv varför de inte hör ihop."), f"related-{position}-reason")
