"""What bears on a decision about an agreement, laid out as whoever decides asks for it: the whole commitment first.

Read from the frozen content and from what the register knows on the day, never from what somebody has written since.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.agreements import objections, party_conditions, taken_together
from registry.agreements.choices import ContributionKind, Side
from registry.agreements.content import labelled
from registry.agreements.fields import FIELDS
from registry.agreements.fitting_parts import passed_words
from registry.agreements.freezing import plain_day
from registry.agreements.models import Edition
from registry.agreements.schemas import upgraded
from registry.agreements.shown import facts_of
from registry.city.guidelines.models import CriterionVerdict
from registry.core import clock
from registry.core.i18n import _, joined, ngettext
from registry.core.money import ZERO, Money
from registry.matters.approvals.facts import RoutingFacts
from registry.settings import current


@dataclass(frozen=True, slots=True)
class SideBrings:
    """What one side brings: each thing with its value, None where nobody has valued it, and what that comes to."""

    name: str
    rows: list[dict[str, Any]]
    total: Money
    is_whole: bool

    @property
    def sum_words(self) -> str:
        """The sum, or at least how much it is where a value is lacking: unknown is never zero."""
        return str(self.total) if self.is_whole else _("minst %(sum)s", sum=self.total)


def sides(content: Mapping[str, Any], shown: Mapping[str, Any]) -> list[SideBrings]:
    """Return what the city and each party bring, the city first: the money by year, then all else (KL 13:8 p. 3)."""
    ours = current().organisation_name
    brought: dict[str, list[dict[str, Any]]] = {ours: []}
    for row in shown.get("yearly") or ():
        brought[ours].append(_row(_("Pengar %(year)s", year=row["year"]), row["amount"]))
    brought |= {one["name"]: [] for one in shown.get("parties") or ()}
    frozen = upgraded(content).get("contributions") or ()
    for said, row in zip(frozen, shown.get("contributions") or (), strict=True):
        if said["side"] == Side.CITY and said["kind"] == ContributionKind.MONEY:
            continue  # the money stands by year
        brought.setdefault(row["party"], []).append(_row(_thing(row), row["value"]))
    return [_side(name, rows) for name, rows in brought.items()]


def _side(name: str, rows: list[dict[str, Any]]) -> SideBrings:
    values = [row["value"] for row in rows]
    return SideBrings(name, rows, sum((one for one in values if one), ZERO), None not in values)


def _row(what: str, value: int | None) -> dict[str, Any]:
    return {"what": what, "value": None if value is None else Money(value)}


def _thing(row: Mapping[str, Any]) -> str:
    number = " ".join(filter(None, ((row["quantity"] or "").replace(".", ","), row["unit_word"])))
    year = str(row["year"]) if row.get("year") else None
    return joined(filter(None, (row["kind"], row["description"], number, year)), ", ")


def tally(content: Mapping[str, Any]) -> str:
    """Say how many of the guideline's criteria are met, in part and not, and how many nobody has answered."""
    given = Counter(row["answer"] for row in upgraded(content).get("criteria") or ())
    return joined(_counted(given), ", ")


def _counted(given: Mapping[str | None, int]) -> Iterable[str]:
    if met := given.get(CriterionVerdict.MET, 0):
        yield ngettext("%(num)s uppfyllt", "%(num)s uppfyllda", met)
    if partly := given.get(CriterionVerdict.PARTLY, 0):
        yield _("%(num)s delvis", num=partly)
    if failed := given.get(CriterionVerdict.NOT_MET, 0):
        yield ngettext("%(num)s inte uppfyllt", "%(num)s inte uppfyllda", failed)
    if unanswered := given.get(None, 0):
        yield ngettext("%(num)s inte bedömt", "%(num)s inte bedömda", unanswered)


def period(shown: Mapping[str, Any]) -> str | None:
    """Return the first and last day, with dots for one that is not said; None when neither is."""
    days: list[date | str | None] = [shown.get("starts_on"), shown.get("ends_on")]
    return " – ".join(str(one or "…") for one in days) if any(days) else None


def project_funding(shown: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Return who pays for a project besides the city, and what it costs in all with the city's part of it."""
    if not (project := shown.get("project")):
        return []
    ours = sum((Money(row["amount"]) for row in shown.get("yearly") or ()), ZERO)
    whole = Money(project["total"]) if project["total"] is not None else None
    told = list(facts_of(FIELDS["project"], shown))
    return (
        [*told, (_("Därav stadens pengar"), ours), (_("Därav andras pengar"), whole - ours)]
        if whole
        else told
    )


def considered(
    edition: Edition, content: Mapping[str, Any], at: datetime, facts: RoutingFacts | None = None
) -> dict[str, Any]:
    """Return what bears on a decision: what speaks against, what has passed, and the counterparty's other matters.

    `facts` are those that it is decided by, when it is sent.
    """
    on = clock.local(at).date()
    return {
        "against": objections.against(content, on),
        "partly": objections.partly_met(content),
        "tally": tally(content),
        "passed": passed_words(content, on),
        "together": taken_together.shown(edition, at, facts),
        "sides": sides(content, labelled(content)),
    }


def as_known_now(edition: Edition, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was sent with what the register knows today: what it has learnt since is decided on too.

    A remark that was not there at the sending is marked: whoever sent it has said nothing of that one. The day of the
    funder's decision is that of today.
    """
    sent = upgraded(content)
    remarks = [one.frozen() for one in party_conditions.remarks(edition)]
    known = [_noted(row) for row in sent.get("remarks") or ()]
    told = [row if _noted(row) in known else {**row, "is_later": True} for row in remarks]
    return {**sent, "remarks": told, **_funded_now(edition, sent)}


def _noted(row: Mapping[str, Any]) -> list[Any]:
    """Return what was noted, under whatever name the organisation has by now."""
    return [row[name] for name in ("kind", "outcome", "dated_on", "note")]


def _funded_now(edition: Edition, sent: Mapping[str, Any]) -> dict[str, Any]:
    project = edition.agreement.collaboration.project if sent.get("project") else None
    if project is None:
        return {}
    return {"project": {**sent["project"], "funder_decided_on": plain_day(project.funder_decided_on)}}
