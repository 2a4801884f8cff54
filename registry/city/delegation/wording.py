"""What a point and an edition say, fact by fact in words, for pages and for setting two editions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from registry.city.delegation.models import LimitKind
from registry.city.delegation.order import Head, Rule
from registry.core.i18n import _, joined
from registry.core.labels import label

Facts = dict[str, str]  # by field name, in the order in which they are shown


@dataclass(frozen=True, slots=True)
class Names:
    """What the points refer to, by name."""

    units: Mapping[UUID, str] = field(default_factory=dict)
    funding_sources: Mapping[UUID, str] = field(default_factory=dict)


def labels() -> Facts:
    """Return what each fact of a point is called."""
    return {
        "number": _("Nummer"),
        "text": _("Beslut"),
        "decision_type": _("Vad som beslutas"),
        "kind": _("Typ av avtal"),
        "post": _("Beslutar"),
        "second_post": _("Beslutar tillsammans med"),
        "scope": _("Gäller inom"),
        "funding": _("Gäller medel från"),
        "limit": _("Gräns"),
        "reported": _("Efter beslutet"),
        "may_sub_delegate": _("Vidaredelegation"),
    }


def point(rule: Rule, names: Names) -> Facts:
    """Return every fact of the point in words; empty where it says nothing."""
    return {
        "number": rule.number,
        "text": rule.text,
        "decision_type": label(rule.decision_type),
        "kind": label(rule.kind) if rule.kind else _("Alla typer"),
        "post": label(rule.post),
        "second_post": label(rule.second_post),
        "scope": scope(rule, names),
        "funding": funding(rule, names),
        "limit": limit(rule),
        "reported": reported(rule),
        "may_sub_delegate": _("Får vidaredelegeras av förvaltningens chef") if rule.may_sub_delegate else "",
    }


def limit(rule: Rule) -> str:
    """Return the limit with what it is held against."""
    words = rule.limit_words()
    return words if rule.limit_kind is LimitKind.NONE else joined((words, basis(rule)), " ")


def basis(rule: Rule) -> str:
    """Return what the limit is held against: which sums, and whether the city's own premises and hours count."""
    said = (label(rule.basis), _("samlad insats") if rule.counts_in_kind else "")
    return joined(filter(None, said))


def scope(rule: Rule, names: Names) -> str:
    """Return the part of the organisation that the point is about; empty when it is about all of it."""
    return names.units.get(rule.scope_unit_id, _("okänd enhet")) if rule.scope_unit_id else ""


def funding(rule: Rule, names: Names) -> str:
    """Return the funding that the point is about; empty when it is about any."""
    source = rule.funding_source_id
    return names.funding_sources.get(source, _("okänd finansieringskälla")) if source else ""


def reported(rule: Rule) -> str:
    """Say what is done with a decision under the point (KL 6:40, 7:8, 8:10): one of the two, always."""
    return _("Anmäls till nämnden") if rule.reported else _("Protokollförs särskilt och anslås")


def head_labels() -> Facts:
    """Return what each fact of an edition is called."""
    return {
        "title": _("Rubrik"),
        "adopted_by": _("Antagen av"),
        "adopted_on": _("Antagen"),
        "paragraph": _("Paragraf"),
        "case_number": _("Diarienummer"),
        "valid_from": _("Gäller från och med"),
        "valid_to": _("Gäller till och med"),
        "over_frame": _("När beslutet är större än enhetens budgetram"),
        "note": _("Anteckning"),
    }


def head(edition: Head) -> Facts:
    """Return every fact of the edition in words; empty where it says nothing."""
    return {
        "title": edition.title,
        "adopted_by": edition.adopted_by,
        "adopted_on": _day(edition.adopted_on),
        "paragraph": edition.paragraph or "",
        "case_number": edition.case_number or "",
        "valid_from": _day(edition.valid_from),
        "valid_to": _day(edition.valid_to),
        "over_frame": label(edition.over_frame),
        "note": edition.note or "",
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
