"""The shape of editions, points, sub-delegations and base amounts as they are typed in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms import BooleanField

from registry.access.roles import MANAGERS, Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.delegation.order import Head, Rule
from registry.city.guidelines.choices import Kind
from registry.core.columns import new_id
from registry.core.i18n import _, lazy
from registry.web.fields import (
    Amount,
    ChoiceField,
    Day,
    LongText,
    Number,
    Pick,
    RecordSelect,
    Text,
    Whole,
    YesNo,
)
from registry.web.forms import EditForm, FileForm, Form, PlainForm

_MANAGERS = {one: one.words for one in MANAGERS}
Offered = Sequence[tuple[UUID, str]]


class NewOrderForm(Form):
    """A new draft: what it is called, and which edition it starts as a copy of."""

    title = Text(lazy("Rubrik"), required=True)
    based_on = RecordSelect(lazy("Börja från"))


class HeadForm(EditForm):
    """What a draft says of itself. Everything but the heading can wait until it is adopted."""

    title = Text(lazy("Rubrik"), required=True)
    adopted_by = Text(lazy("Antagen av"), most=200)
    adopted_on = Day(lazy("Antagen"))
    paragraph = Text(lazy("Paragraf"), most=20)
    case_number = Text(lazy("Diarienummer"), most=60)
    valid_from = Day(lazy("Gäller från och med"))
    valid_to = Day(lazy("Gäller till och med"))
    over_frame = Pick(lazy("När beslutet är större än enhetens budgetram"), OverFrame, required=True)
    note = LongText(lazy("Anteckning"))

    def head(self) -> Head:
        """Return what was typed."""
        given = {name: self[name].data for name in Head.__dataclass_fields__}
        return Head(**{**given, "adopted_by": self.adopted_by.data or ""})


class AdoptForm(HeadForm):
    """What the nämnd decided about a draft, and whether the editions before end the day before."""

    end_earlier = BooleanField(lazy("Låt tidigare ordningar upphöra dagen innan"))


class LastDayForm(EditForm):
    """The last day of something that applies."""

    valid_to = Day(lazy("Sista dag"), required=True)


class _LimitForm(EditForm):
    """Where a point applies and how far it reaches."""

    number = Text(lazy("Nummer"), required=True, most=20)
    text = LongText(lazy("Beslut"), required=True, most=2000)
    scope_unit = RecordSelect(lazy("Gäller inom"))
    funding_source = RecordSelect(lazy("Gäller medel från"))
    limit_kind = Pick(lazy("Sorts gräns"), LimitKind, required=True)
    limit_amount = Amount(lazy("Gräns i kronor"))
    limit_multiple = Number(lazy("Gräns i prisbasbelopp"))
    basis = Pick(lazy("Gränsen gäller"), LimitBasis, required=True, default=LimitBasis.CONTRACT)
    counts_in_kind = BooleanField(lazy("Gränsen gäller stadens samlade insats, även annat än pengar"))

    def offer(self, units: Offered, sources: Offered) -> None:
        """Set which units and funding sources can be chosen."""
        self.scope_unit.offer(units, blank=_("Hela förvaltningen"))
        self.funding_source.offer(sources, blank=_("Alla medel"))

    def limit(self) -> dict[str, Any]:
        """Return the facts that this form and those made of it share."""
        return {
            "id": new_id(),
            "number": self.number.data,
            "text": self.text.data,
            "scope_unit_id": self.scope_unit.chosen,
            "funding_source_id": self.funding_source.chosen,
            "limit_kind": self.limit_kind.data,
            "limit_amount": self.limit_amount.data,
            "limit_multiple": self.limit_multiple.data,
            "basis": self.basis.data,
            "counts_in_kind": self.counts_in_kind.data,
        }


class PointForm(_LimitForm):
    """A point of a draft."""

    decision_type = ChoiceField(lazy("Vad som beslutas"), DecisionType, required=True)
    kind = ChoiceField(lazy("Typ av avtal"), Kind, blank=lazy("Alla typer"))
    post = Pick(lazy("Beslutar"), Post, required=True)
    second_post = ChoiceField(
        lazy("Beslutar tillsammans med"), Post, blank=lazy("Ingen, en person beslutar"), words=_MANAGERS
    )
    reported = YesNo(lazy("Anmäls besluten till nämnden?"), required=True)
    may_sub_delegate = BooleanField(lazy("Förvaltningens chef får delegera punkten vidare"))

    def point(self) -> Rule:
        """Return what was typed as a point."""
        return Rule(
            **self.limit(),
            decision_type=self.decision_type.data,
            kind=self.kind.data,
            post=self.post.data,
            second_post=self.second_post.data,
            reported=bool(self.reported.answer),
            may_sub_delegate=self.may_sub_delegate.data,
        )


class SubDelegationForm(_LimitForm):
    """What the head of administration passes on: to whom, how far, from when and perhaps until when."""

    post = Pick(lazy("Beslutar"), Post, required=True, words=_MANAGERS)
    valid_from = Day(lazy("Gäller från och med"), required=True)
    valid_to = Day(lazy("Gäller till och med"))
    case_number = Text(lazy("Diarienummer"), required=True, most=60)

    def point(self, parent: Rule) -> Rule:
        """Return what was typed as a point about the same decisions as the one it comes from."""
        return Rule(
            **self.limit(),
            decision_type=parent.decision_type,
            kind=parent.kind,
            post=self.post.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            case_number=self.case_number.data,
        )


class ImportForm(FileForm):
    """An edition as a file."""


class CorrectionForm(EditForm):
    """A year's price base amount, and the regulation that sets it. The version is the amount that was seen, in öre."""

    amount = Amount(lazy("Belopp"), required=True)
    source = Text(lazy("Källa"), required=True, most=200)


class BaseAmountForm(CorrectionForm):
    """The price base amount of a new year."""

    year = Whole(lazy("År"), least=1960, most=2200, required=True)


class CompareForm(PlainForm):
    """Which edition another one is set beside."""

    other = RecordSelect(lazy("Jämför med"))
