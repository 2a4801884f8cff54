"""Complements: organisations that by what they are for and have done could do what is needed, with what is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from registry.core.i18n import joined
from registry.enquiries.needs import words
from registry.enquiries.needs.rules import SAME, WHOLE_CITY, Nearness, RegisteredOffer, fit
from registry.enquiries.needs.values import Need, NeedList

MOST_SHOWN, MOST_DONE = 20, 3  # organisations; things that one has done


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
class NeedComplement:
    """An organisation that could do it: score 0 to 100, the reasons, what is unknown, and who works with it already."""

    organisation: PossibleOrganisation
    score: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


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
        for which, codes in ((NeedList.TARGET_GROUP, offer.groups), (NeedList.ACTIVITY, offer.activities)):
            for code, sure in codes.items():
                said[which][code] = max(said[which].get(code, 0.0), 0.9 * sure)
    groups = fit(need, NeedList.TARGET_GROUP, said[NeedList.TARGET_GROUP], near)
    activities = fit(need, NeedList.ACTIVITY, said[NeedList.ACTIVITY], near)
    if max(groups.fit, activities.fit) < SAME:
        return None
    score = 45 * groups.fit + 40 * activities.fit + 10 * organisation.has_worked_with_us
    score += 5 * _is_near(need, organisation)
    reasons: list[str] = [
        words.need_fits(which, [names[which, code] for code in shared])
        for which, found in ((NeedList.TARGET_GROUP, groups), (NeedList.ACTIVITY, activities))
        if (shared := dict.fromkeys(other for _wanted, other, _share in found.pairs))
    ]
    if done:
        reasons.append(words.need_has_done([offer.name for offer in done[:MOST_DONE]]))
    return NeedComplement(organisation, min(100, round(score)), tuple(reasons), _unknown(organisation, said))


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
