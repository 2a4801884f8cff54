"""Pages of absences: one's own, and anybody's for the administrator."""

from typing import Any

from flask import Blueprint

from registry.access.permissions import Permission
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import User
from registry.city.accounts.powers import kinds
from registry.city.accounts.powers import queries as powers
from registry.city.accounts.powers.models import PowerKind
from registry.city.units import appointing
from registry.city.units.absences import actions, queries
from registry.city.units.absences.forms import AbsenceForm
from registry.city.units.models import Absence
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("absences", __name__)


@bp.route("/account/absence", methods=["GET", "POST"])
@requires(Permission.ABSENCE_OWN)
def own() -> Any:
    """Show when one is away, and ask for it to be registered: an absence moves decisions to somebody else."""
    person = accounts.user(current_actor().user_id)
    return _page(person) if person else redirect_to("accounts.own")


@bp.route("/accounts/<uuid:account_id>/absence", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=queries.person)
def of(person: User) -> Any:
    """Show and register when somebody is away."""
    return _page(person)


def _page(person: User) -> Any:
    form, at = AbsenceForm(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            made = appointing.be_away(_typed(person, form), actor=current_actor(), at=at)
        if form.ok:
            message = (
                _("Frånvaron är registrerad.") if made else _("Administratören får veta och registrerar den.")
            )
            return _back(person, message)
    on = clock.local(at).date()
    rows, substitutes = queries.of(person.id, on), queries.substitutes(person.id, on)
    asked = [kinds.proposed(one) for one in powers.waiting(person.id) if one.kind is PowerKind.ABSENCE]
    return page(
        "absences/absence.html", form=form, person=person, rows=rows, substitutes=substitutes, asked=asked
    )


def _typed(person: User, form: AbsenceForm) -> appointing.TimeAway:
    first, last = form.starts_on.data or clock.today(), form.ends_on.data or clock.today()
    return appointing.TimeAway(person.id, first, last, form.note.data or None)


@bp.post("/account/absence/<uuid:absence_id>/remove")
@requires(Permission.ABSENCE_CHANGE, load=queries.absence)
def remove(absence: Absence) -> Any:
    """Register that somebody is back."""
    pressed()
    person = accounts.user(absence.user_id)
    actions.remove(absence, actor=current_actor(), at=clock.now())
    return _back(person, _("Frånvaron är borttagen."))


def _back(person: User | None, words: str) -> Any:
    if person is None or person.id == current_actor().user_id:
        return redirect_to("absences.own", words)
    return redirect_to("absences.of", words, account_id=person.id)
