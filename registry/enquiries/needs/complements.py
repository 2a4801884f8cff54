"""Complements: organisations that by what they are for and have done could do what is needed, with what is unknown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from registry.core.i18n import joined
from registry.enquiries.needs import words
from registry.enquiries.needs.rules import SAME, WHOLE_CITY, Nearness, RegisteredOffer, TermFit, fit
from registry.enquiries.needs.values import Need, NeedList
from registry.partners.recognition.rules import RecognitionKind, RecognitionStatus

MOST_SHOWN, MOST_DONE = 20, 3  # organisations; things that one has done
StandingConditions = tuple[tuple[RecognitionStatus, tuple[RecognitionKind, ...]], ...]  # the worst first


@dataclass(frozen=True, slots=True)
class PossibleOrganisation:
    """What the register says of an organisation: its codes, whether it works with us now, and what is noted of it."""

    id: UUID
    name: str
    groups: Mapping[str, float] = field(default_factory=dict)
    activities: Mapping[str, float] = field(default_factory=dict)
    districts: frozenset[str] = frozenset()
    has_purpose: bool = False
    engaged_by: tuple[str, ...] = ()  # the units that it runs something with
    has_worked_with_us: bool = False
    recognition: str = ""  # "remark" or "in_order" where something is noted
    is_active: bool = True  # of civil society and at work: what an assessment rested on may be so no more
    version: int = 0  # of the row that it was read from

    @property
    def engaged_in_words(self) -> str:
        """The units that it runs something with, as one text."""
        return joined(self.engaged_by)


@dataclass(frozen=True, slots=True)
class ReasonGround:
    """The row that a reason rests on: what the organisation itself says, or something that it has done."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class NeedComplement:
    """An organisation that could do it: score 0 to 100, the reasons, what is unknown, and who works with it already.

    Each reason has its `grounds`, in the same order. `conditions` are what the city wants to have seen of it.
    """

    organisation: PossibleOrganisation
    score: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    grounds: tuple[ReasonGround, ...] = ()
    conditions: StandingConditions = ()


def complements(
    need: Need,
    organisations: Sequence[PossibleOrganisation],
    offers: Sequence[RegisteredOffer],
    near: Nearness,
    names: Mapping[tuple[NeedList, str], str],
) -> list[NeedComplement]:
    """Return who could do what is needed, the likeliest first. What they do with us counts as what they can do."""
    done: dict[UUID, list[RegisteredOffer]] = {}
    for offer in offers:
        for organisation_id, _name in offer.parties:
            done.setdefault(organisation_id, []).append(offer)
    judged = (_judged(need, one, done.get(one.id, []), near, names) for one in organisations)
    found = sorted((one for one in judged if one), key=lambda one: (-one.score, one.organisation.name))
    return found[:MOST_SHOWN]


def _judged(
    need: Need,
    organisation: PossibleOrganisation,
    done: Sequence[RegisteredOffer],
    near: Nearness,
    names: Mapping[tuple[NeedList, str], str],
) -> NeedComplement | None:
    if not organisation.is_active:
        return None
    said = {
        NeedList.TARGET_GROUP: dict(organisation.groups),
        NeedList.ACTIVITY: dict(organisation.activities),
    }
    for offer in done:
        for which, known in said.items():
            for code, sure in _codes(offer, which).items():
                known[code] = max(known.get(code, 0.0), 0.9 * sure)
    groups = fit(need, NeedList.TARGET_GROUP, said[NeedList.TARGET_GROUP], near)
    activities = fit(need, NeedList.ACTIVITY, said[NeedList.ACTIVITY], near)
    if max(groups.fit, activities.fit) < SAME:
        return None
    score = 45 * groups.fit + 40 * activities.fit + 10 * organisation.has_worked_with_us
    score += 5 * _is_near(need, organisation)
    why = [
        *_fitting(NeedList.TARGET_GROUP, groups, organisation, done, names),
        *_fitting(NeedList.ACTIVITY, activities, organisation, done, names),
    ]
    grounds = {ground.id for _reason, ground in why}
    deeds = [one for place, one in enumerate(done) if place < MOST_DONE or one.id in grounds]
    why += [(words.need_has_done([one.name]), ReasonGround(one.kind, one.id)) for one in deeds]
    return NeedComplement(
        organisation, min(100, round(score)), tuple(reason for reason, _ground in why),
        _unknown(organisation, said), tuple(ground for _reason, ground in why),
    )  # fmt: skip


def _fitting(
    which: NeedList,
    found: TermFit,
    organisation: PossibleOrganisation,
    done: Sequence[RegisteredOffer],
    names: Mapping[tuple[NeedList, str], str],
) -> Iterator[tuple[str, ReasonGround]]:
    """Yield what fits of a list, a reason for each row that says it: the organisation's own facts, then its deeds."""
    own = organisation.groups if which is NeedList.TARGET_GROUP else organisation.activities
    told: dict[ReasonGround, list[str]] = {}
    for code in dict.fromkeys(other for _wanted, other, _share in found.pairs):
        ground = ReasonGround("organisation", organisation.id)
        if code not in own:
            deed = next(one for one in done if code in _codes(one, which))
            ground = ReasonGround(deed.kind, deed.id)
        told.setdefault(ground, []).append(names[which, code])
    for ground, said in told.items():
        yield words.need_fits(which, said), ground


def _codes(offer: RegisteredOffer, which: NeedList) -> Mapping[str, float]:
    return offer.groups if which is NeedList.TARGET_GROUP else offer.activities


def _is_near(need: Need, organisation: PossibleOrganisation) -> bool:
    wanted = set(need.codes[NeedList.DISTRICT])
    return bool(organisation.districts & (wanted | {WHOLE_CITY}))


def _unknown(
    organisation: PossibleOrganisation, said: Mapping[NeedList, Mapping[str, float]]
) -> tuple[str, ...]:
    sentences = (
        (not organisation.has_purpose, words.purpose_unknown),
        (not said[NeedList.TARGET_GROUP], words.groups_unknown),
        (not said[NeedList.ACTIVITY], words.activities_unknown),
        (not organisation.districts, words.districts_unknown),
        (not organisation.recognition, words.nothing_reviewed),
    )
    return tuple(say() for is_so, say in sentences if is_so)
