"""Complements: organisations that by what they are for and have done could do what is needed, with what is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from registry.core.i18n import _, joined
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
    reasons = [
        _(
            "%(heading)s: %(name)s",
            heading=which.words,
            name=joined([names[which, code] for code in shared], "; "),
        )
        for which, found in ((NeedList.TARGET_GROUP, groups), (NeedList.ACTIVITY, activities))
        if (shared := dict.fromkeys(other for _wanted, other, _share in found.pairs))
    ]
    if done:
        reasons.append(
            _("Har gjort: %(name)s", name=joined([offer.name for offer in done[:MOST_DONE]], "; "))
        )
    return NeedComplement(organisation, min(100, round(score)), tuple(reasons), _unknown(organisation, said))


def _is_near(need: Need, organisation: PossibleOrganisation) -> bool:
    wanted = set(need.codes[NeedList.DISTRICT])
    return bool(organisation.districts & (wanted | {WHOLE_CITY}))


def _unknown(
    organisation: PossibleOrganisation, said: Mapping[NeedList, Mapping[str, float]]
) -> tuple[str, ...]:
    sentences = (
        (not organisation.has_purpose, _("Ändamålet är inte angivet")),
        (not said[NeedList.TARGET_GROUP], _("Målgruppen är okänd")),
        (not said[NeedList.ACTIVITY], _("Vad organisationen gör är okänt")),
        (not organisation.districts, _("Stadsdelsområdet är okänt")),
        (not organisation.recognition, _("Inget är granskat om organisationen")),
    )
    return tuple(sentence for is_so, sentence in sentences if is_so)
