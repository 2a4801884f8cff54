"""The form of a report: what can be chosen, and what was asked."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from registry.access.actor import Actor
from registry.city.vocabulary import queries as vocabulary
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.mapping.coverage import axes
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import asked
from registry.mapping.reports import queries, rules
from registry.mapping.reports.choices import SUBJECTS, EarlierDays, ReportPaper
from registry.mapping.reports.forms import ReportForm
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.rules import ReportQuestion


def form(args: Mapping[str, str], actor: Actor, today: date) -> ReportForm:
    """Return the form, filled in with the day and the subject that the address names, as the map's pages do."""
    view, _problems = asked(args, today)
    given = {name: view.filter(Dimension(name)) or None for name in ("unit", "target_group", "district")}
    made = ReportForm(on=view.on, known_at=view.known_on, earlier=EarlierDays.SAME_DAY, **given)
    terms = vocabulary.terms()
    for field, listed in ((made.target_group, terms.target_groups), (made.district, terms.districts)):
        field.offer(((term.id, term.words) for term in listed), blank=_("Alla"))
    made.unit.offer(axes.choices(Dimension.UNIT), blank=_("Alla"))
    one = queries.organisation(actor, _identifier(args.get("organisation", "")))
    if one is None:
        del made["organisation"]
    else:
        made.organisation.offer([one], blank=_("Alla"))
        made.organisation.data = made.organisation.data or str(one[0])
    return made


def title(report: MapReport) -> str:
    """Return what a report is called: of the map in the reader's language, otherwise as it was frozen."""
    if report.paper is ReportPaper.MAP:
        return rules.title(report.dimension, report.subject_words)
    return report.title


def question(form: ReportForm) -> tuple[ReportQuestion, str | None]:
    """Return what a valid form asks, and the subject in words. Raises DomainError when it is about several things."""
    chosen = [
        (dimension, form[dimension.value])
        for dimension in SUBJECTS
        if dimension.value in form and form[dimension.value].chosen
    ]
    if len(chosen) > 1:
        words = _("En rapport gäller allt eller en sak. Välj bara en av dem.")
        raise DomainError(Problem(words, chosen[1][0].value))
    on = form.on.data
    if on is None:
        raise ValueError("the day is required")
    days = rules.earlier(on, form.years.data or 0, form.earlier.data)
    if not chosen:
        return ReportQuestion(on, form.known_at.data, days=days), None
    dimension, field = chosen[0]
    found = ReportQuestion(on, form.known_at.data, dimension, field.chosen, days)
    return found, next(iter(axes.items(dimension, [field.data], on))).words


def _identifier(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
