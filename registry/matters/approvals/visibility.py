"""The reading rules of matters: who finds nothing of one, in one place for lists, search, counts, files and pages.

Whoever stands outside a matter finds nothing of it (KL 6:28–30 through 7:4). A matter that is marked with secrecy is
found by those who work with it and by nobody else (OSL 5:5): whoever prepares, has prepared, decides or has decided it,
the registrar and the auditor.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    Uuid,
    bindparam,
    column,
    exists,
    false,
    func,
    or_,
    select,
    table,
    true,
)

from registry.access.actor import Actor
from registry.access.secrecy import READ_ALL
from registry.city.units.models import Appointment
from registry.core import clock
from registry.matters.approvals.models import OUTSIDE, Decision, Declaration, Recusal, Round, Step

MATTER = table(
    "matter",
    column("id", Uuid()),
    column("secrecy", String()),
    column("secrecy_on", Date()),
    column("prepared_by_id", Uuid()),
)  # what this storey needs to know of it
# Every list asks this of its rows. Names of their own keep these tables apart from the list's; made anew each time they
# took 6 ms, more than the question itself.
_marked, _known = MATTER.alias("marked"), MATTER.alias("known")
_made, _answered = Decision.__table__.alias("decided_in"), Declaration.__table__.alias("answered_in")
_step, _round = Step.__table__.alias("step_there"), Round.__table__.alias("round_there")
_appointed = Appointment.__table__.alias("appointed_there")


def not_recused(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows whose matter the actor may find; `column` holds the matter's identifier."""
    return not_outside(actor.user_id, column) & not_secret(actor.user_id, actor.has(*READ_ALL), column)


def not_outside(person: Any, column: Any) -> ColumnElement[bool]:
    """Rows whose matter the person does not stand outside of; a statement built once has a parameter for the person."""
    return ~exists().where(
        Recusal.matter_id == column, Recusal.person_id == person, Recusal.status.in_(OUTSIDE)
    )


def not_secret(person: Any, reads_all: Any, column: Any) -> ColumnElement[bool]:
    """Rows whose matter is not marked, or that the person works with; all of them for whoever `reads_all`.

    Both may be parameters. What belongs to no matter is nobody's secret. Asked of each row: to know all marked matters
    beforehand, SQLite makes room for a million of them.
    """
    is_secret = exists().where(
        _marked.c.id == column, _marked.c.secrecy.is_not(None), ~works_with(person, _marked.c)
    )
    return or_(reads_all, ~is_secret)


def works_with(person: Any, matter: Any) -> ColumnElement[bool]:
    """Whether the person prepares, has prepared, decides today or has decided the matter, given by its columns.

    Never NULL: a matter that nobody prepares yet is nobody's, and whoever asks whether it is not theirs gets a yes.
    """
    made, answered, appointed = _made.c, _answered.c, _appointed.c
    step, round_ = _step.c, _round.c
    today = bindparam("today", callable_=clock.today, type_=Date(), unique=True)
    return or_(
        func.coalesce(matter.prepared_by_id == person, false()),
        exists().where(made.matter_id == matter.id, made.decided_by_id == person),
        exists().where(answered.matter_id == matter.id, answered.person_id == person),
        exists().where(
            round_.matter_id == matter.id,
            step.round_id == round_.id,
            step.is_open,
            appointed.user_id == person,
            appointed.post == step.post,
            appointed.unit_id == step.unit_id,
            appointed.starts_on <= today,
            or_(appointed.ends_on.is_(None), appointed.ends_on >= today),
        ),
    )


def knows_secrets(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows of matters that the actor works with: whose marked documents are found too."""
    if actor.has(*READ_ALL):
        return true()
    found: ColumnElement[bool] = column.in_(select(_known.c.id).where(works_with(actor.user_id, _known.c)))
    return found
