"""What the forms about collaborations are opened with: what can be chosen, and all that is missing told at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.city.vocabulary import queries as vocabulary
from registry.collaborations import queries, rules
from registry.collaborations.choices import Form
from registry.collaborations.forms import FactsForm, RecordForm
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import Filter
from registry.core.i18n import swedish
from registry.partners.organisations import catalogue
from registry.partners.organisations import queries as organisations
from registry.partners.organisations.forms import PickerForm

MOST_SUGGESTED = 10


def offer(form: FactsForm, *, on: date, collaboration: Collaboration | None = None) -> dict[str, Any]:
    """Set what the form offers, closed things only where they are chosen already; return what the page groups by."""
    districts = {one.id for one in collaboration.districts} if collaboration else set()
    chosen = [one.id for one in collaboration.grounds] if collaboration else []
    grounds = queries.grounds(kept=chosen)
    form.offer_terms(vocabulary.terms().open(on, kept=districts))
    form.unit_id.offer(queries.units(on, kept=collaboration.unit_id if collaboration else None))
    form.grounds.offer((row.id, row.title) for row in grounds)
    return {"grounds": grounds}


def tell_all(form: FactsForm, kind: Form, *, is_reference: bool, has_rested: bool = False) -> None:
    """Tell what the rules miss together with what is wrong with the input, so that nobody has to send it twice."""
    if not form.errors:
        return
    facts = form.facts()
    if isinstance(form, RecordForm):
        facts = replace(facts, title=facts.title or rules.title_of(facts.category, ()))
    problems = rules.facts_problems(facts, form=kind, is_reference=is_reference, has_rested=has_rested)
    if isinstance(form, PickerForm):
        new = isinstance(form, RecordForm) and bool(form.new_organisation.data)
        problems += rules.parties_problems(len(form.ticked()) + new)
    for problem in problems:
        if problem.field and not form[problem.field].errors:
            form.add_problem(problem)


def taken(form: FactsForm, *, but: UUID | None = None, ticked: Sequence[Any] = ()) -> list[Any]:
    """Return the collaborations to open instead when the title is refused because the unit has one by that title.

    Where nobody has given one, it is the title that it is given with the `ticked` organisations.
    """
    if not form.title.errors:
        return []
    with swedish():
        title = form.title.data or rules.title_of(form.category.data, [row.name for row in ticked])
    found = queries.titled(title, form.unit_id.offered)
    return [row for row in found if row.id != but]


def suggestions(actor: Actor, text: str | None) -> Sequence[Any]:
    """Return the few collaborations that the text finds best, for choosing one: rows of the list, with id and title."""
    return (
        queries.page(actor, Filter(text=text), size=MOST_SUGGESTED).page.rows if (text or "").strip() else []
    )


def pick(form: PickerForm, actor: Actor, asked: UUID | None) -> dict[str, Any]:
    """Set the organisations that can be ticked: those that are, and those that the words find."""
    if asked and not form.is_submitted():
        form.organisations.data = [str(asked)]
    ticked = organisations.named(actor, form.ticked())
    found = catalogue.suggestions(actor, form.organisation_words.data) if form.is_searching else []
    form.offer_organisations(ticked, found)
    return {"ticked": ticked, "found": [row for row in found if row not in ticked]}
