"""Between an agreement and what follows its decision: the nämnd's minutes posted, signing before legal force."""

from datetime import datetime
from typing import Any

from registry.access.actor import Actor
from registry.agreements import forms
from registry.agreements.models import Agreement
from registry.approvals.models import Decision
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Problem, refuse
from registry.core.i18n import _
from registry.decisions import actions as decisions
from registry.decisions import queries, rules


def refuse_half_posted(form: forms.CommitteeForm) -> None:
    """Raise DomainError when the form says only one of the two days: adjusted, and posted."""
    days = (("adjusted_on", form.adjusted_on.data), ("posted_on", form.posted_on.data))
    if any(day for _name, day in days):
        words = _("Fyll i både justering och anslag, eller ingetdera.")
        refuse(Problem(words, name) for name, day in days if day is None)


def post_from(form: forms.CommitteeForm, decision: Decision, actor: Actor, at: datetime) -> None:
    """Note that the nämnd's minutes are adjusted and posted, when the form says so; that may also come later."""
    adjusted_on, posted_on = form.adjusted_on.data, form.posted_on.data
    if adjusted_on is None or posted_on is None:
        return
    session.flush()
    if entry := queries.entry(actor, decision.id):
        decisions.post(entry, adjusted_on=adjusted_on, posted_on=posted_on, actor=actor, at=at)


def before_signing(agreement: Agreement) -> dict[str, Any]:
    """Return what the page of the signature says when the decision has no legal force today."""
    today = clock.today()
    carried = queries.carrying(agreement.id)
    stands = rules.whole([entry.standing(today) for entry in carried])
    if stands is None or stands.force is rules.Force.IN_FORCE:
        return {"unsettled": ""}
    behind = next(entry for entry in carried if entry.standing(today) == stands)
    return {"unsettled": behind.sentence(today)}
