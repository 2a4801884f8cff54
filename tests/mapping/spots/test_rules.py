"""White spots, overlaps and fragile spots: worked cases, each with its reason."""

from datetime import date
from uuid import UUID

import pytest

from registry.city.priorities.models import GroundStatus
from registry.core.i18n import swedish
from registry.mapping.coverage.choices import Dimension
from registry.mapping.spots.rules import (
    Carried,
    EndingAgreement,
    LonePartner,
    StatedPriority,
    UnitShare,
    fragile_spots,
    overlaps,
    white_spots,
)

GROUND, GROUP, OLD, NEW, PARTNER = (UUID(int=n) for n in range(10, 15))
DAY = date(2026, 11, 21)


def priority(**more):
    return StatedPriority(**{
        "id": GROUND, "title": "Fler språkcaféer", "document": "Lokala utvecklingsprogram 2017",
        "status": GroundStatus.CURRENT, **more,
    })  # fmt: skip


def told(spots):
    with swedish():
        return [(spot.what, spot.why, spot.dimension) for spot in spots]


def test_a_ground_and_a_group_without_anything_are_white():
    with swedish():
        spots = white_spots([priority(groups=[(GROUP, "Nyanlända")])], {})
    assert told(spots) == [
        (
            "Fler språkcaféer",
            "Prioriterad i Lokala utvecklingsprogram 2017. Ingen samverkan pågår.",
            Dimension.GROUND,
        ),
        (
            "Nyanlända",
            "Prioriterad i Lokala utvecklingsprogram 2017. Ingen samverkan pågår.",
            Dimension.TARGET_GROUP,
        ),
    ]


def test_what_runs_is_no_white_spot_and_what_nobody_confirmed_says_so():
    stated = [priority(groups=[(GROUP, "Nyanlända")])]
    carried = {Dimension.GROUND: Carried({GROUND}), Dimension.TARGET_GROUP: Carried(set(), {GROUP})}
    with swedish():
        (spot,) = white_spots(stated, carried)
    assert (spot.what, spot.key) == ("Nyanlända", GROUP)
    assert spot.why.endswith("Det som finns har ingen bekräftat på länge.")


def test_a_priority_of_2017_stays_in_its_district_of_then_and_is_found_under_its_successor():
    of_then = priority(
        status=GroundStatus.HISTORIC, year=2017, district=(OLD, "Rinkeby-Kista"), district_now=(NEW, "Järva")
    )
    with swedish():
        (spot,) = white_spots([of_then], {})
        assert white_spots([of_then], {Dimension.DISTRICT: Carried({NEW})}) == []
    assert (spot.what, spot.key) == ("Järva", NEW)
    assert spot.why.startswith("Prioriterad i Lokala utvecklingsprogram 2017 för Rinkeby-Kista.")


def test_a_priority_that_is_not_decided_states_nothing():
    assert white_spots([priority(status=GroundStatus.PENDING, district=(OLD, "Farsta"))], {}) == []


def test_several_units_with_the_same_partner_overlap():
    shares = [UnitShare((PARTNER,), "Föreningen", unit, n) for unit, n in (("Kista", 2), ("Farsta", 1))]
    alone = UnitShare((OLD,), "En annan", "Kista", 9)
    with swedish():
        (spot,) = overlaps([*shares, alone])
    assert spot.why == "Flera enheter samverkar med samma part: Kista (2), Farsta (1)."
    assert (spot.dimension, spot.key) == (Dimension.ORGANISATION, PARTNER)


def test_the_same_for_the_same_group_in_the_same_district_overlaps():
    shares = [
        UnitShare((GROUP, OLD, NEW), "Nyanlända, Språkstöd, Järva", unit, 1) for unit in ("Kista", "Farsta")
    ]
    with swedish():
        (spot,) = overlaps(shares)
    assert spot.why.startswith("Flera enheter gör samma insats för samma grupp i samma område")


def test_one_partner_alone_is_fragile():
    with swedish():
        (spot,) = fragile_spots(
            [LonePartner(Dimension.TARGET_GROUP, GROUP, "Nyanlända", "Föreningen", 2)], [], DAY
        )
    assert spot.why == "Bara Föreningen finns här, i 2 samarbeten."


@pytest.mark.parametrize(
    ("ends_on", "has_next", "is_fragile"),
    [
        (date(2026, 11, 21), False, True),  # the day itself
        (date(2027, 5, 21), False, True),  # six months later, the last day that counts
        (date(2027, 5, 22), False, False),
        (date(2026, 11, 20), False, False),  # it has ended
        (date(2027, 3, 1), True, False),  # another one takes over
    ],
)
def test_an_agreement_that_ends_within_six_months_with_nothing_after_it_is_fragile(
    ends_on, has_next, is_fragile
):
    with swedish():
        found = fragile_spots([], [EndingAgreement("Språkvänner", ends_on, has_next, GROUP)], DAY)
    assert bool(found) is is_fragile
