"""Delegation orders with their points, and the price base amounts that limits are counted in."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from sqlalchemy import Boolean, Date, ForeignKey, Integer, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.access.roles import Post
from registry.audit.labelling import FROM, TO, logged
from registry.city.guidelines.choices import Kind
from registry.core.columns import Identified, Kronor, Said, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.money import Money

NAMESPACE = UUID("6f0c2c4e-5f0e-5d0a-9a53-0d7f6b1f5b11")  # of identifiers that follow from a natural key


class OrderStatus(Labelled):
    """Whether the order is being written or has been adopted. An adopted order's own text never changes."""

    DRAFT = "draft", lazy("Utkast")
    ADOPTED = "adopted", lazy("Antagen")


class OverFrame(Labelled):
    """What happens to a decision that exceeds the unit's budget frame (medelstäckning)."""

    BLOCK = "block", lazy("Beslutet stoppas")
    UP = "up", lazy("Beslutet går till närmast högre nivå")


class DelegationOrder(Identified, Versioned, Base):
    """A delegation order (KL 6:37–38, 7:5–8) that the nämnd adopted, valid from a date, perhaps to a date."""

    __tablename__ = "delegation_order"

    code: Mapped[str] = mapped_column(String(40), unique=True, info=logged("Kod"))
    title: Mapped[str] = mapped_column(String(300), info=logged("Rubrik"))
    adopted_by: Mapped[str] = mapped_column(String(200), info=logged("Antagen av"))
    adopted_on: Mapped[date | None] = mapped_column(Date, info=logged("Antagen"))
    paragraph: Mapped[str | None] = mapped_column(String(20), info=logged("Paragraf"))
    case_number: Mapped[str | None] = mapped_column(String(60), info=logged("Diarienummer"))
    valid_from: Mapped[date | None] = mapped_column(Date, info=FROM)
    valid_to: Mapped[date | None] = mapped_column(Date, info=TO)
    status: Mapped[OrderStatus] = mapped_column(
        StoredChoice(OrderStatus), default=OrderStatus.ADOPTED, info=logged("Läge")
    )
    over_frame: Mapped[OverFrame] = mapped_column(
        StoredChoice(OverFrame),
        default=OverFrame.BLOCK,
        info=logged("När beslutet är större än enhetens budgetram"),
    )
    note: Mapped[str | None] = mapped_column(Text, info=logged("Anteckning"))
    based_on_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("delegation_order.id"), info=logged("Bygger på")
    )
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)

    rules: Mapped[list["DelegationRule"]] = relationship(lazy="raise", order_by="DelegationRule.position")


class DecisionType(Labelled):
    """What is decided."""

    ENTER = "enter", lazy("ingå")
    AMEND = "amend", lazy("ändra")
    EXTEND = "extend", lazy("förlänga")
    TERMINATE = "terminate", lazy("avsluta i förtid")
    RECLAIM = "reclaim", lazy("återkräva")


class LimitKind(Labelled):
    """How a limit is expressed. Stockholm's lists count in price base amounts (`domain.md` 0.5)."""

    NONE = "none", lazy("Ingen beloppsgräns")
    KRONOR = "kronor", lazy("Kronor")
    BASE_AMOUNTS = "base_amounts", lazy("Prisbasbelopp")


class LimitBasis(Labelled):
    """Which amount the limit is held against."""

    DECISION = "decision", lazy("per beslut")
    YEAR = "year", lazy("per år")
    CONTRACT = "contract", lazy("för hela avtalet")
    COUNTERPARTY = "counterparty", lazy("per motpart och tolv månader")


class DelegationRule(Identified, Base):
    """One point in the order: who may decide what, where and up to how much."""

    __tablename__ = "delegation_rule"
    __table_args__ = (UniqueConstraint("order_id", "number", name="uq_delegation_rule_number"),)

    order_id: Mapped[UUID] = mapped_column(ForeignKey("delegation_order.id"))
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(20), info=logged("Nummer"))
    text: Mapped[str] = mapped_column(Text, info=logged("Beslut"))
    decision_type: Mapped[DecisionType] = mapped_column(
        StoredChoice(DecisionType), info=logged("Vad som beslutas")
    )
    kind: Mapped[Kind | None] = mapped_column(StoredChoice(Kind), info=logged("Typ av avtal"))
    post: Mapped[Post] = mapped_column(StoredChoice(Post), info=logged("Beslutar"))
    scope_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), info=logged("Gäller inom"))
    limit_kind: Mapped[LimitKind] = mapped_column(StoredChoice(LimitKind), info=logged("Sorts gräns"))
    limit_amount: Mapped[Money | None] = mapped_column(Kronor, info=logged("Gräns i kronor"))
    limit_multiple: Mapped[Decimal | None] = mapped_column(
        Numeric(8, 2), info=logged("Gräns i prisbasbelopp")
    )
    basis: Mapped[LimitBasis] = mapped_column(StoredChoice(LimitBasis), info=logged("Gränsen gäller"))
    counts_in_kind: Mapped[bool] = mapped_column(
        Boolean, default=False, info=logged("Räknar samlad insats")
    )  # the city's own premises, hours and the like, at their stated value, and not its money alone
    reported: Mapped[bool] = mapped_column(Boolean, default=True, info=logged("Anmäls till nämnden"))
    funding_source_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("funding_source.id"), info=logged("Gäller medel från")
    )
    second_post: Mapped[Post | None] = mapped_column(
        StoredChoice(Post), info=logged("Beslutar tillsammans med")
    )  # who signs too, when the point asks for two
    may_sub_delegate: Mapped[bool] = mapped_column(Boolean, default=False, info=logged("Får vidaredelegeras"))
    parent_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("delegation_rule.id"), info=logged("Vidaredelegerad från punkt")
    )  # sub-delegated from (KL 7:6)
    valid_from: Mapped[date | None] = mapped_column(
        Date, info=FROM
    )  # of a sub-delegation, within its order's own time
    valid_to: Mapped[date | None] = mapped_column(Date, info=TO)
    case_number: Mapped[str | None] = mapped_column(String(60), info=logged("Diarienummer"))


class BaseAmount(Base):
    """The price base amount (prisbasbelopp, PBB) of a year, in kronor, with the regulation that sets it."""

    __tablename__ = "base_amount"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=logged("År"))
    amount: Mapped[Money] = mapped_column(Kronor, info=logged("Belopp"))
    source: Mapped[str | None] = mapped_column(Said(200), info=logged("Källa"))

    @property
    def id(self) -> UUID:
        """By what the log knows the year's amount: its key is the year itself."""
        return uuid5(NAMESPACE, f"base_amount/{self.year}")
