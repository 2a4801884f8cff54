"""Setting frames, and taking of them what is decided. Whoever takes holds the frames until the decision is made."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.budgets import queries, rules
from registry.city.budgets.models import BudgetFrame, Commitment
from registry.city.budgets.rules import Amounts, Purse, PurseBalance
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version
from registry.core.i18n import _
from registry.core.money import Money


def set_frame(purse: Purse, amount: Money, note: str | None, *, actor: Actor, at: datetime) -> BudgetFrame:
    """Register the frame of a unit, funding and year. Raises DomainError when it has one already."""
    if queries.has_frame(purse):
        raise DomainError(Problem(_("Det finns redan en ram för enheten, pengarna och året."), "unit_id"))
    frame = BudgetFrame(**purse._asdict(), amount=amount, note=note)
    session.add(frame)
    audit.record(frame, Tag.BUDGET_FRAME_SET, actor=actor, at=at)
    return frame


def change_frame(
    frame: BudgetFrame, *, amount: Money, note: str | None, seen: int, actor: Actor, at: datetime
) -> None:
    """Change a frame. Below what is decided already is allowed: the page then says that it is overdrawn."""
    check_version(frame, seen)
    frame.amount, frame.note = amount, note
    audit.record(frame, Tag.BUDGET_FRAME_CHANGED, actor=actor, at=at)


def held(claims: Amounts, *, matter_id: UUID) -> list[PurseBalance]:
    """Return where the asked purses stand, with their frames held until the transaction ends.

    Two decisions at once cannot together exceed a frame: the second one waits here, and then sees what the first took.
    """
    units = {purse.unit_id for purse in claims}
    frames = select(BudgetFrame).where(BudgetFrame.unit_id.in_(units)).order_by(BudgetFrame.id)
    session.scalars(frames.with_for_update().execution_options(populate_existing=True)).all()
    return queries.standings(claims, matter_id=matter_id)


def take(matter_id: UUID, claims: Amounts, *, at: datetime) -> None:
    """Take of the purses what the decided matter asks, instead of whatever it had taken before."""
    release(matter_id, at=at)
    session.add_all(
        Commitment(**purse._asdict(), matter_id=matter_id, amount=amount, at=at)
        for purse, amount in claims.items()
    )
    session.flush()


def release(matter_id: UUID, *, at: datetime, after: int | None = None) -> None:
    """Give back what the matter has taken: all of it, or that of the years after the one in which it ended."""
    rows = update(Commitment).where(Commitment.matter_id == matter_id, Commitment.released_at.is_(None))
    if after is not None:
        rows = rows.where(Commitment.year > after)
    session.flush()
    session.execute(rows.values(released_at=at))


def refuse_over(found: Iterable[PurseBalance], year: int) -> None:
    """Raise DomainError when what is asked exceeds a frame; `year` is when that is read (`domain.md` 5.2)."""
    if exceeded := rules.over(found):
        raise DomainError(*(Problem(words) for words in queries.in_words(exceeded, year)))
