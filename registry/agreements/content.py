"""Freezing: from the tables to the plain data that is hashed, decided, printed and attached to the PDF."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from registry.agreements.choices import Side
from registry.agreements.kinds import KINDS
from registry.agreements.models import Agreement, Contribution, FundingShare
from registry.approvals.models import Decision, Declaration
from registry.collaborations.models import Party
from registry.core import clock
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.documents import content as document
from registry.guidelines.models import ChecklistAnswer, ChecklistItem, FormChoice, Guideline, WarningSign
from registry.settings import Settings


@swedish()
def freeze(
    agreement: Agreement,
    *,
    settings: Settings,
    guideline: Guideline | None,
    criteria: Iterable[tuple[ChecklistItem, ChecklistAnswer | None]],
    form_choice: FormChoice | None,
    at: datetime,
) -> dict[str, Any]:
    """Return the agreement as plain data, as it stands at `at`, without any decision."""
    kind = KINDS[agreement.kind]
    frozen = document.Agreement(
        case_number=agreement.case_number or "",
        title=agreement.title,
        kind_label=str(kind.document_name),
        city=_city(agreement, settings),
        parties=tuple(_party(party) for party in agreement.collaboration.parties),
        frozen_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        draft=True,
        required=tuple(need.field for need in kind.needed if need.field != "case_number"),
        **_purpose(agreement),
        **_resources(agreement, settings),
        **_terms(agreement),
        guideline=_guideline(guideline),
        criteria=tuple(_criterion(item, answer) for item, answer in criteria),
        form_choice=_form_choice(form_choice),
    )
    return document.plain(frozen)


@swedish()
def decided(
    frozen: dict[str, Any],
    *,
    decision: Decision,
    declarations: Iterable[Declaration],
    attested: Iterable[tuple[str, str, date]],
    reported: bool,
    settings: Settings,
) -> dict[str, Any]:
    """Return the frozen data with the decision, the declarations and who attested it: what the final document shows.

    `attested` is (name, title, date). The substance, and so the fingerprint, stays what it was when decided on.
    """
    return {
        **frozen,
        "draft": False,
        "content_hash": decision.content_hash,
        "decision": _plain(_decision(decision, reported, settings)),
        "declarations": [_plain(_declaration(given)) for given in declarations],
        "attested": [
            _plain(document.Attestation(name=name, title=title, date=on.isoformat()))
            for name, title, on in attested
        ],
    }


def _decision(decision: Decision, reported: bool, settings: Settings) -> document.Decision:
    """KL 7:8 asks whether a delegated decision is reported; the nämnd's own needs no reporting."""
    delegated = decision.meeting_on is None
    told = _("Anmäls till nämnden") if reported else _("Anmäls inte till nämnden")
    return document.Decision(
        outcome=label(decision.outcome),
        on_behalf_of=settings.committee_name,
        decided_by=decision.decided_by if delegated else settings.committee_name,
        title=decision.title,
        decided_at=_iso(clock.local(decision.at).date()),
        rule_number=decision.rule_number,
        rule_text=decision.rule_text,
        limit_text=decision.limit_text,
        reasons=decision.reason,
        meeting_on=_iso(decision.meeting_on),
        paragraph=decision.paragraph,
        reported=told if delegated else None,
    )


def _declaration(given: Declaration) -> document.Declaration:
    told = _("Anmälde jäv och deltog inte i beslutet") if given.has_conflict else _("Inget jäv")
    return document.Declaration(
        role=label(given.capacity),
        title=given.person,
        statement=told,
        declared_on=clock.local(given.at).date().isoformat(),
    )


def _city(agreement: Agreement, settings: Settings) -> document.City:
    return document.City(
        municipality=settings.organisation_name,
        committee=settings.committee_name,
        administration=settings.administration_name,
        organisation_number=settings.organisation_number,
        unit=agreement.unit.name,
        contact=agreement.collaboration.our_contact,
    )


def _party(party: Party) -> document.Party:
    organisation = party.organisation
    if organisation is None:
        return document.Party(
            name=party.display_name,
            roles=tuple(label(role) for role in party.party_roles),
            receives_funding=party.receives_funding,
        )
    address = " ".join(part for part in (organisation.postcode, organisation.seat) if part)
    return document.Party(
        name=organisation.name,
        organisation_number=organisation.number,
        address=", ".join(part for part in (organisation.street, address) if part) or None,
        roles=tuple(label(role) for role in party.party_roles),
        receives_funding=party.receives_funding,
    )


def _purpose(agreement: Agreement) -> dict[str, Any]:
    collaboration, participants = agreement.collaboration, agreement.planned_participants
    return {
        "background": agreement.background,
        "grounds": tuple(
            document.Ground(
                kind=label(ground.document.kind), reference=ground.document.title, text=ground.title
            )
            for ground in collaboration.grounds
        ),
        "purpose": agreement.purpose,
        "goals": tuple(
            document.Goal(
                text=goal.text,
                indicator=goal.indicator,
                baseline=goal.baseline,
                target=goal.target,
                due_on=_iso(goal.due_on),
            )
            for goal in agreement.goals
        ),
        "values": agreement.shared_values,
        "target_groups": tuple(group.name for group in collaboration.target_groups),
        "districts": tuple(district.name for district in collaboration.districts),
        "planned_participants": None if participants is None else str(participants),
        "activities": tuple(activity.name for activity in collaboration.activities),
        "activities_description": agreement.activities_text,
    }


def _resources(agreement: Agreement, settings: Settings) -> dict[str, Any]:
    return {
        "contributions": tuple(_contribution(row, agreement, settings) for row in agreement.contributions),
        "yearly": tuple(
            document.YearlyAmount(year=row.year, amount=row.amount.ore) for row in agreement.yearly
        ),
        "option_amount": None if agreement.option_amount is None else agreement.option_amount.ore,
        "shares": tuple(_share(row) for row in agreement.shares),
        "payment_plan": tuple(
            document.Payment(due_on=_iso(row.due_on), amount=row.amount.ore, condition=row.condition)
            for row in agreement.payments
        ),
        "economy": agreement.economy_text,
        "organisation": agreement.steering,
        "steering_group": tuple(f"{label(member.side)}: {member.role}" for member in agreement.members),
        "meeting_frequency": agreement.meeting_frequency,
        "follow_ups": tuple(
            document.FollowUp(due_on=_iso(row.due_on), what=row.what) for row in agreement.follow_ups
        ),
        "follow_up_terms": agreement.follow_up_text,
    }


def _contribution(row: Contribution, agreement: Agreement, settings: Settings) -> document.Contribution:
    named = row.organisation.name if row.organisation else None
    first = next((p.display_name for p in agreement.collaboration.parties), label(Side.PARTNER))
    return document.Contribution(
        party=settings.organisation_name if row.side is Side.CITY else (named or first),
        kind=label(row.kind),
        description=row.description,
        quantity=None if row.quantity is None else f"{row.quantity.normalize():f}".replace(".", ","),
        unit=row.unit_word,
        total=None if row.value is None else row.value.ore,
        year=row.year,
        counts_as_aid=row.counts_as_aid,
    )


def _share(row: FundingShare) -> document.FundingShare:
    return document.FundingShare(
        area=row.unit.name,
        funding=row.funding_source.name if row.funding_source else _("Egen budget"),
        year=row.year,
        amount=row.amount.ore,
        cost_centre=row.unit.cost_centre,
    )


def _terms(agreement: Agreement) -> dict[str, Any]:
    return {
        "communication": agreement.communication,
        "personal_data": agreement.personal_data,
        "children": agreement.children,
        "starts_on": _iso(agreement.starts_on),
        "ends_on": _iso(agreement.ends_on),
        "extension": agreement.extension,
        "notice_months": agreement.notice_months,
        "termination": agreement.termination,
        "changes": agreement.changes,
        "disputes": agreement.disputes,
    }


def _guideline(guideline: Guideline | None) -> document.Guideline | None:
    if guideline is None:
        return None
    return document.Guideline(
        case_number=guideline.case_number,
        title=guideline.title,
        adopted_by=guideline.adopted_by,
        adopted_on=_iso(guideline.adopted_on),
        version=guideline.edition,
    )


def _criterion(item: ChecklistItem, answer: ChecklistAnswer | None) -> document.Criterion:
    verdict = answer.verdict if answer else None
    return document.Criterion(
        code=item.code,
        text=item.text,
        answer=label(verdict) if verdict else None,
        motive=answer.motive if answer else None,
    )


def _form_choice(choice: FormChoice | None) -> document.FormChoice | None:
    if choice is None or choice.chosen is None:
        return None
    signs = [label(WarningSign(sign)) for sign in choice.signs]
    considered = [
        (_("Upphandling"), choice.procurement_note),
    ]
    if signs or choice.signs_motive:
        told = _("Tecken på köp: %(signs)s", signs="; ".join(signs) or _("inga"))
        considered.append((told, choice.signs_motive or _("Ingen motivering.")))
    return document.FormChoice(
        form=label(choice.chosen),
        motive=choice.motive,
        considered=tuple(
            document.FormConsidered(form=form, assessment=text) for form, text in considered if text
        ),
        aid_assessment=choice.aid_note,
        assessed_on=_iso(choice.assessed_on),
        assessed_by=choice.assessed_by,
    )


def _plain(part: Any) -> Any:
    return json.loads(json.dumps(asdict(part)))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
