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
    Spot,
    StatedPriority,
    UnitShare,
    earlier,
    fragile_spots,
    narrowed,
    overlaps,
    white_spots,
    within,
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


def test_in_public_a_partner_is_alone_among_what_is_open():
    """OSL 3:1, 5:5 and 8:1: what is said is true whether something marked is there or not."""
    lone = [LonePartner(Dimension.TARGET_GROUP, GROUP, "Nyanlända", "Grannföreningen", 2)]
    with swedish():
        inside, public = (fragile_spots(lone, [], DAY, is_public=public) for public in (False, True))
    assert told(inside) == [
        ("Nyanlända", "Bara Grannföreningen finns här, i 2 samarbeten.", Dimension.TARGET_GROUP)
    ]
    assert public[0].why == "Bland öppna uppgifter finns bara Grannföreningen här, i 2 samarbeten."


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
    of_then = priority(year=2017, district=(OLD, "Rinkeby-Kista"), district_now=(NEW, "Järva"))
    with swedish():
        runs = {Dimension.GROUND: Carried({GROUND})}
        (spot,) = white_spots([of_then], runs)
        assert white_spots([of_then], runs | {Dimension.DISTRICT: Carried({NEW})}) == []
    assert (spot.what, spot.key) == ("Järva", NEW)
    assert spot.why.startswith("Prioriterad i Lokala utvecklingsprogram 2017 för Rinkeby-Kista.")


def test_what_does_not_apply_on_the_day_is_no_white_spot_but_history():
    before = priority(
        status=GroundStatus.HISTORIC, is_in_force=False, year=2017, district=(OLD, "Rinkeby-Kista"),
        district_now=(NEW, "Järva"),
    )  # fmt: skip
    pending = priority(status=GroundStatus.PENDING, is_in_force=False, district=(OLD, "Farsta"))
    with swedish():
        assert white_spots([before, pending], {}) == []
        (spot,) = earlier([before, pending], DAY)
        assert earlier([before], date(2016, 6, 1)) == []  # it was still to come
    assert spot.why == (
        "Stod i Lokala utvecklingsprogram 2017. Gällde Rinkeby-Kista. Området hör nu till Järva."
    )


def test_a_group_and_a_district_leave_what_speaks_of_them_or_of_all():
    of_group, of_all = priority(groups=[(GROUP, "Nyanlända")]), priority()
    of_place = priority(district=(OLD, "Rinkeby-Kista"), district_now=(NEW, "Järva"))
    assert narrowed([of_group, of_all, of_place], str(OLD), "") == [of_all, of_place]
    assert narrowed([of_group, of_all, of_place], "", str(NEW)) == [of_group, of_all, of_place]
    assert narrowed([of_group, of_all, of_place], str(GROUP), str(GROUP)) == [of_group, of_all]
    spots = [Spot("Järva", "", Dimension.DISTRICT, NEW), Spot("Farsta", "", Dimension.DISTRICT, OLD)]
    assert within(spots, {Dimension.DISTRICT: str(NEW), Dimension.TARGET_GROUP: ""}) == spots[:1]


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
