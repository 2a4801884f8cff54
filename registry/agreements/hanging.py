"""The agreements that a unit answers for or pays: what would be left when it closes, and who gets it."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select

from registry.access.actor import Actor
from registry.agreements.models import IS_CURRENT, Agreement, Edition, FundingShare
from registry.agreements.workflow import EDITABLE, State
from registry.city.accounts.hanging import Closure, HangingThing
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters import queries as matters
from registry.matters.hanging import MOST, successor

LEFT = EDITABLE | {State.APPROVED, State.ACTIVE}  # what waits for decision is said with who decides it


def agreements_of_unit(reader: Actor, ending: Closure, _on: date) -> Iterator[HangingThing]:
    """Yield the agreements that are prepared, wait for signature or run, with who prepares on, or attests."""
    if ending.unit_id is None:
        return
    paid = select(FundingShare.edition_id).where(FundingShare.unit_id == ending.unit_id)
    rows = select(Edition.id, Agreement.state).join(Agreement, IS_CURRENT)
    rows = rows.where(Agreement.state.in_(LEFT), or_(Edition.unit_id == ending.unit_id, Edition.id.in_(paid)))
    found = session.execute(rows.order_by(Edition.id).limit(MOST)).all()
    seen = matters.by_ids(reader, [row.id for row in found])
    for row in found:
        state = label(row.state)
        if row.id in seen:
            words, args = f"{state}: {seen[row.id].title}", {"edition_id": row.id}
            yield HangingThing(words, "agreements.show", args, successor(ending))
        else:
            words = _("%(kind)s: ett ärende som du inte kan läsa", kind=state)
            yield HangingThing(words, goes_to=successor(ending))
