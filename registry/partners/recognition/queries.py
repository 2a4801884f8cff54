"""Reads over what was seen of organisations: the lines of a page, all of it with files, what runs out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, select, true
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.access.visibility import is_staff, own_organisations, staff_only
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.queries import valid
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.core.lists_at_once import ShortList
from registry.partners.organisations.models import Organisation, Sector
from registry.partners.organisations.overview import DatedEvent, KeyFigure
from registry.partners.recognition import rules
from registry.partners.recognition.models import (
    DemocracyTerms,
    RecognitionFile,
    RecognitionItem,
    RecognitionRequirement,
    YearlyConfirmation,
)
from registry.partners.recognition.rules import (
    Noted,
    RecognitionKind,
    RecognitionLine,
    RecognitionOutcome,
    RecognitionStatus,
    Requirement,
)

MOST = 300
MOST_TASKS = 1000


@dataclass(frozen=True, slots=True)
class Overview:
    """What an organisation's page shows: a line for each kind, and the yearly confirmation when there is one."""

    lines: list[RecognitionLine]
    confirmation: YearlyConfirmation | None
    on: date

    @property
    def told(self) -> list[RecognitionLine]:
        """What is asked for or noted, the worst first."""
        return sorted((line for line in self.lines if not line.is_unseen), key=lambda line: line.weight)

    @property
    def unseen(self) -> list[RecognitionLine]:
        """What nobody asks for and nobody has looked at."""
        return [line for line in self.lines if line.is_unseen]

    @property
    def has_remark(self) -> bool:
        """Whether something was found that is not in order: that is never folded away."""
        return any(line.status is RecognitionStatus.REMARK for line in self.lines)

    def figures(self, pays_out: bool) -> Iterable[KeyFigure]:
        """Tell how much is in order, where money goes out or something was found."""
        if not (pays_out or self.has_remark) or not self.told:
            return
        good = sum(line.is_in_order for line in self.told)
        left = len(self.told) - good
        value = _("%(good)s av %(all)s", good=good, all=len(self.told))
        yield KeyFigure(_("Villkor i ordning"), value, _("%(num)s att ordna", num=left) if left else "")

    def events(self) -> Iterable[DatedEvent]:
        """Tell what runs out, and when the organisation confirms its facts."""
        for line in self.told:
            if line.seen is not None and (until := line.seen.valid_until):
                over, what = until < self.on, label(line.kind)
                words = _("Gick ut: %(what)s", what=what) if over else _("Går ut: %(what)s", what=what)
                yield DatedEvent(until, words, over)
        if planned := self.confirmation:
            yield DatedEvent(planned.due_on, _("Ska bekräfta sina uppgifter"))
            if planned.confirmed_at:
                yield DatedEvent(
                    clock.local(planned.confirmed_at).date(), _("Bekräftade sina uppgifter"), True
                )


def requirements() -> dict[RecognitionKind, Requirement]:
    """Return how long each kind of thing holds, as the city has decided; a kind that is not there holds for ever."""
    rows = session.scalars(select(RecognitionRequirement).order_by(RecognitionRequirement.kind).limit(50))
    return _required(rows)


def _required(rows: Iterable[RecognitionRequirement]) -> dict[RecognitionKind, Requirement]:
    return {row.kind: Requirement(row.months, row.is_required) for row in rows}


def terms() -> Sequence[DemocracyTerms]:
    """Return the versions of the democracy terms, the latest first."""
    rows = select(DemocracyTerms).order_by(DemocracyTerms.starts_on.desc(), DemocracyTerms.edition)
    return session.scalars(rows.limit(MOST)).all()


_OWNER = Organisation.__table__.c.id
_LATEST_FIRST = RecognitionItem.dated_on.desc(), RecognitionItem.noted_at.desc(), RecognitionItem.id
ITEMS = ShortList(
    RecognitionItem, _OWNER,
    and_(RecognitionItem.organisation_id == _OWNER, RecognitionItem.withdrawn_at.is_(None)), _LATEST_FIRST,
)  # fmt: skip
CONFIRMATIONS = ShortList(
    YearlyConfirmation, _OWNER, YearlyConfirmation.organisation_id == _OWNER, (YearlyConfirmation.id,)
)
REQUIREMENTS = ShortList(RecognitionRequirement, _OWNER, true(), (RecognitionRequirement.kind,))
SHOWN = ITEMS, CONFIRMATIONS, REQUIREMENTS


def overview(
    actor: Actor,
    organisation: Organisation,
    items: Sequence[RecognitionItem],
    confirmations: Sequence[YearlyConfirmation],
    required: Sequence[RecognitionRequirement],
) -> Overview | None:
    """Return how things stand with the organisation, for staff; None outside civil society while nothing is noted."""
    if not is_staff(actor):
        items = ()
    found = _overview(organisation, items[:MOST], next(iter(confirmations), None), _required(required))
    seen = any(line.seen for line in found.lines) or found.confirmation
    return found if seen or organisation.sector in {Sector.CIVIL, Sector.UNKNOWN} else None


def represented(actor: Actor) -> Sequence[Organisation]:
    """Return the organisations that the partner represents, by name."""
    rows = select(Organisation).where(own_organisations(actor, Organisation.id))
    return session.scalars(rows.order_by(Organisation.sort_name, Organisation.id).limit(MOST)).all()


def own(actor: Actor, organisation: Organisation) -> Overview:
    """Return it for the partner's own page: without the city's own checks, which stay inside the house."""
    rows = select(RecognitionItem).where(
        RecognitionItem.organisation_id == organisation.id, RecognitionItem.withdrawn_at.is_(None),
        own_organisations(actor, RecognitionItem.organisation_id),
    )  # fmt: skip
    items = session.scalars(rows.order_by(*_LATEST_FIRST).limit(MOST)).all()
    found = _overview(organisation, items, confirmation(organisation.id), requirements())
    return Overview([line for line in found.lines if rules.is_shown(line)], found.confirmation, found.on)


def _overview(
    organisation: Organisation,
    items: Sequence[RecognitionItem],
    confirmation: YearlyConfirmation | None,
    needed: Mapping[RecognitionKind, Requirement],
) -> Overview:
    on = clock.today()
    return Overview(_lines(organisation, items, needed, on), confirmation, on)


def lines_of_many(actor: Actor, ids: Collection[UUID], *, on: date) -> dict[UUID, list[RecognitionLine]]:
    """Return a line for each kind of thing of each organisation as on the day, for staff; in three statements."""
    noted, one = defaultdict[UUID, list[RecognitionItem]](list), RecognitionItem
    items = select(one).where(one.organisation_id.in_(ids), one.withdrawn_at.is_(None), staff_only(actor))
    for item in session.scalars(items.order_by(one.organisation_id, *_LATEST_FIRST).limit(MOST_TASKS)):
        noted[item.organisation_id].append(item)
    rows = select(Organisation.id, Organisation.registration, Organisation.registration_checked_on)
    rows = rows.where(Organisation.id.in_(ids), staff_only(actor)).order_by(Organisation.id).limit(MOST)
    needed = requirements()
    return {row.id: _lines(row, noted[row.id], needed, on) for row in session.execute(rows)}


def lines_of(
    organisation: Organisation,
    items: Sequence[RecognitionItem],
    required: Sequence[RecognitionRequirement],
    *,
    on: date,
) -> list[RecognitionLine]:
    """Return a line for each kind of thing from what is noted of the organisation, newest first, as on the day."""
    return _lines(organisation, items[:MOST], _required(required), on)


def _lines(
    organisation: Any,  # its row, or so much of it as tells of the register
    items: Sequence[RecognitionItem],
    needed: Mapping[RecognitionKind, Requirement],
    on: date,
) -> list[RecognitionLine]:
    register = needed.get(RecognitionKind.REGISTER, Requirement())
    known = rules.checked(organisation.registration, organisation.registration_checked_on, register)
    return rules.lines(rules.newest_first(items, known), needed, on=on)


def confirmation(organisation_id: UUID) -> YearlyConfirmation | None:
    """Return the organisation's yearly confirmation, if one is planned."""
    mine = YearlyConfirmation.organisation_id == organisation_id
    return session.scalar(select(YearlyConfirmation).where(mine))


def items(actor: Actor, organisation_id: UUID) -> Sequence[RecognitionItem]:
    """Return everything noted about the organisation, also what was withdrawn, newest first, with its file."""
    rows = select(RecognitionItem).where(
        RecognitionItem.organisation_id == organisation_id, staff_only(actor)
    )
    rows = rows.options(selectinload(RecognitionItem.file), joinedload(RecognitionItem.terms))
    return session.scalars(rows.order_by(*_LATEST_FIRST).limit(MOST)).all()


@dataclass(frozen=True, slots=True)
class PartyRemark:
    """What the register knows against an organisation: what was found, when and why."""

    organisation_id: UUID
    organisation: str
    kind: RecognitionKind
    outcome: RecognitionOutcome
    dated_on: date
    note: str | None

    @property
    def breaks_terms(self) -> bool:
        """Whether the organisation does not meet the democracy terms: then no money goes to it (`domain.md` 2.2)."""
        return self.kind is RecognitionKind.TERMS and self.outcome is RecognitionOutcome.NOT_MET

    def frozen(self) -> dict[str, Any]:
        """Return it as plain data, with codes and no words of ours."""
        codes = {"kind": self.kind.value, "outcome": self.outcome.value}
        return {
            "organisation": self.organisation,
            **codes,
            "dated_on": self.dated_on.isoformat(),
            "note": self.note,
        }


def remarks_among(
    items: Mapping[UUID, Sequence[RecognitionItem]], names: Mapping[UUID, str]
) -> list[PartyRemark]:
    """Return what stands against organisations of these names: of each kind of thing the latest, when not in order.

    `items` are what is noted of each, newest first. The register of idea-based organisations is voluntary
    (lag 2022:900) and says nothing against anybody.
    """
    latest: dict[tuple[UUID, RecognitionKind], RecognitionItem] = {}
    for item in (one for noted in items.values() for one in noted[:MOST]):
        latest.setdefault((item.organisation_id, item.kind), item)
    standing = [
        PartyRemark(key, names[key], one.kind, one.outcome, one.dated_on, _why(one))
        for (key, kind), one in latest.items()
        if kind is not RecognitionKind.REGISTER and one.outcome is not RecognitionOutcome.GOOD
    ]
    return sorted(standing, key=lambda one: (one.organisation, list(RecognitionKind).index(one.kind)))


def _why(item: RecognitionItem) -> str | None:
    """What the organisation was told, and what is noted inside the house."""
    return joined(filter(None, (item.partner_note, item.note)), " ") or None


def latest(organisation_id: UUID, kind: RecognitionKind) -> RecognitionItem | None:
    """Return what was last noted of the kind and stands."""
    mine = RecognitionItem.organisation_id == organisation_id, RecognitionItem.kind == kind
    rows = select(RecognitionItem).where(*mine, RecognitionItem.withdrawn_at.is_(None))
    return session.scalar(rows.order_by(*_LATEST_FIRST).limit(1))


def terms_in_force(on: date) -> DemocracyTerms | None:
    """Return the version of the democracy terms that holds on the day."""
    return next((one for one in terms() if one.starts_on <= on), None)


def has_noted(organisation_id: UUID, noted: Noted) -> bool:
    """Return whether the very same has been noted of the organisation and stands."""
    same = [getattr(RecognitionItem, one) == getattr(noted, one) for one in ("kind", "dated_on", "outcome")]
    same += [
        getattr(RecognitionItem, one).is_not_distinct_from(getattr(noted, one)) for one in ("what", "note")
    ]
    mine = RecognitionItem.organisation_id == organisation_id, RecognitionItem.withdrawn_at.is_(None)
    return session.scalar(select(RecognitionItem.id).where(*mine, *same).limit(1)) is not None


def item(actor: Actor, item_id: UUID) -> RecognitionItem | None:
    """Return one thing noted, with its organisation."""
    rows = select(RecognitionItem).options(joinedload(RecognitionItem.organisation))
    return session.scalar(rows.where(RecognitionItem.id == item_id, staff_only(actor)))


def file(actor: Actor, file_id: UUID) -> RecognitionFile | None:
    """Return a file with its bytes, for staff."""
    rows = select(RecognitionFile).options(undefer(RecognitionFile.content))
    return session.scalar(rows.where(RecognitionFile.id == file_id, staff_only(actor)))


def running_out(actor: Actor, on: date) -> Sequence[Any]:
    """Return what runs out within 60 days or ran out in the last 60, soonest first: organisation, name, kind, until."""
    newer = aliased(RecognitionItem)
    replaced = exists().where(
        and_(
            newer.organisation_id == RecognitionItem.organisation_id, newer.kind == RecognitionItem.kind,
            newer.withdrawn_at.is_(None), newer.dated_on > RecognitionItem.dated_on,
        )
    )  # fmt: skip
    rows = (
        select(
            RecognitionItem.organisation_id,
            Organisation.name,
            RecognitionItem.kind,
            RecognitionItem.valid_until,
            RecognitionItem.id,
            RecognitionItem.noted_at,
        )
        .join(Organisation, Organisation.id == RecognitionItem.organisation_id)
        .where(RecognitionItem.valid_until.between(on - rules.SOON, on + rules.SOON))
        .where(RecognitionItem.withdrawn_at.is_(None), ~replaced, staff_only(actor))
    )
    return session.execute(
        rows.order_by(RecognitionItem.valid_until, Organisation.sort_name).limit(MOST_TASKS)
    ).all()


def to_remind(on: date, until: date, *, limit: int) -> Sequence[YearlyConfirmation]:
    """Return the confirmations due by `until` that a mail may still go out about, soonest first."""
    early = (YearlyConfirmation.due_on > on) & YearlyConfirmation.reminded_at.is_(None)
    late = (YearlyConfirmation.due_on <= on) & YearlyConfirmation.due_reminded_at.is_(None)
    rows = select(YearlyConfirmation).where(YearlyConfirmation.due_on <= until, early | late)
    return session.scalars(rows.order_by(YearlyConfirmation.due_on, YearlyConfirmation.id).limit(limit)).all()


def without_confirmation(on: date, *, limit: int) -> Sequence[UUID]:
    """Return organisations that somebody represents in the portal and that have not been asked to confirm yet."""
    planned = select(YearlyConfirmation.organisation_id)
    rows = select(RoleGrant.organisation_id).where(
        RoleGrant.role == Role.PARTNER, valid(RoleGrant, on), RoleGrant.organisation_id.is_not(None),
        RoleGrant.organisation_id.not_in(planned),
    )  # fmt: skip
    found = session.scalars(rows.distinct().order_by(RoleGrant.organisation_id).limit(limit)).all()
    return [one for one in found if one]


def representatives(organisation_id: UUID, on: date) -> list[tuple[str, str]]:
    """Return the address and the language of mail of each account that represents the organisation in the portal."""
    rows = select(User.email, User.mail_language).join(RoleGrant, RoleGrant.user_id == User.id)
    rows = rows.where(RoleGrant.organisation_id == organisation_id, RoleGrant.role == Role.PARTNER)
    rows = rows.where(valid(RoleGrant, on), User.is_active)
    found = session.execute(rows.distinct().order_by(User.email).limit(20))
    return [(row.email, row.mail_language) for row in found]
