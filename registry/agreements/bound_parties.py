"""Agreements that are decided, or wait for decision, with an organisation as party: what a change of it would stop."""

from sqlalchemy import case, func, null, select

from registry.access.actor import Actor
from registry.agreements.frozen_parties import latest_content
from registry.agreements.models import IS_CURRENT, Agreement, Edition, FrozenParty
from registry.agreements.workflow import State
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters.approvals.visibility import not_recused
from registry.partners.organisations.bound import Ids

BINDING = (State.SUBMITTED, State.AMENDED, State.APPROVED, State.ACTIVE)
MOST_NAMED = 5


def bound(actor: Actor, ids: Ids) -> list[str]:
    """Return a sentence for each such agreement, by title, and one for how many more there are.

    One that the actor would not find (KL 6:30, OSL 5:5) binds all the same, and is not named.
    """
    title = case((not_recused(actor, Edition.id), Edition.title), else_=null()).label("title")
    rows = select(Edition.id, title, Agreement.state).join(Agreement, IS_CURRENT)
    rows = rows.join(FrozenParty, FrozenParty.edition_id == Edition.id)
    rows = rows.where(Agreement.state.in_(BINDING), FrozenParty.organisation_id.in_(ids))
    rows = rows.where(FrozenParty.content_hash == latest_content()).distinct()
    found = session.execute(rows.order_by(title, Edition.id).limit(MOST_NAMED)).all()
    said = [
        _("%(title)s (%(state)s)", title=row.title or _("Ett ärende"), state=label(row.state))
        for row in found
    ]
    if len(found) == MOST_NAMED:
        more = (session.scalar(select(func.count()).select_from(rows.subquery())) or 0) - MOST_NAMED
        said += [_("och %(n)s till", n=more)] if more else []
    return said
