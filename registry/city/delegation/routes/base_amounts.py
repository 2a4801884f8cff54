"""Pages of the price base amounts."""

from flask import render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.city.accounts.powers.views import proposed_words
from registry.city.delegation import giving_rights, queries, rules
from registry.city.delegation.actions.base_amounts import check_seen
from registry.city.delegation.forms import BaseAmountForm, CorrectionForm
from registry.city.delegation.giving_rights import AmountOfYear
from registry.city.delegation.routes.blueprint import bp
from registry.core import clock
from registry.core.errors import NotFound
from registry.core.money import Money
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.get("/base-amounts")
@requires(Permission.DELEGATION_READ)
def base_amounts() -> Answer:
    """Show the price base amounts by year, and which is missing."""
    rows = queries.base_amount_rows()
    missing = rules.missing_year([row.year for row in rows], clock.today())
    return render_template(
        "delegation/base_amounts.html", rows=rows, missing=missing, year=clock.today().year
    )


@bp.route("/base-amounts/add", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE)
def add_base_amount() -> Answer:
    """Add the price base amount of a year."""
    known, today = queries.base_amounts(), clock.today()
    form = BaseAmountForm(year=rules.missing_year(known, today) or max(known, default=today.year - 1) + 1)
    if form.validate_on_submit():
        with attempt(form):
            facts = AmountOfYear(form.year.data, form.amount.data, form.source.data or "")
            giving_rights.propose_base_amount(facts, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.base_amounts", message=proposed_words())
    return page("delegation/add_base_amount.html", form=form)


@bp.route("/base-amounts/<int(max=9999):year>", methods=["GET", "POST"])
@requires(Permission.DELEGATION_WRITE)
def correct_base_amount(year: int) -> Answer:
    """Correct a year's price base amount, with what has been done to it before."""
    row = queries.base_amount(year)
    if row is None:
        raise NotFound
    form = CorrectionForm(obj=row, version=row.amount.ore)
    if form.validate_on_submit():
        with attempt(form):
            check_seen(row, Money(form.seen_version()))
            facts = AmountOfYear(year, form.amount.data, form.source.data or "", row.amount)
            giving_rights.propose_base_amount(facts, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("delegation.base_amounts", message=proposed_words())
    form.renew(row, version=row.amount.ore)
    steps = audit.history(current_actor(), row.id, cursor=cursor())
    return page("delegation/correct_base_amount.html", form=form, row=row, steps=steps)
