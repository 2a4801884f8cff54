"""Who looks like an organisation without being it: one rule each, with its share."""

from dataclasses import replace

from benchmarks.sameness.makers import Made, Maker, Rule, genitive, with_facts
from benchmarks.sameness.words import PARTS, SIDES, SPORTS, THINGS
from registry.core.text import fold
from registry.partners.organisations.matching import Described


def namesake_elsewhere(maker: Maker, made: Made) -> Described | None:
    town = maker.elsewhere(made.record.seat)
    if made.record.seat and made.record.seat in made.record.name:
        return None
    return replace(maker.facts(made.record.name, town), seat=town)


def branch_elsewhere(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"movement", "order"}:
        return None
    one, town = made.record, maker.elsewhere(made.record.seat)
    if not maker.is_new(made.said[0 if made.kind == "movement" else 1], town):
        return None
    name = one.name.replace(one.name.rsplit(" ", 1)[1], town)
    host = f"{fold(one.name.split()[0])}prov.se"
    found = maker.facts(name, town)
    return replace(
        found, website=f"https://www.{host}/{fold(town)}" if maker.chance(0.6) else found.website,
        emails=(f"{maker.dice.choice(('info', fold(town)))}@{host}",) if maker.chance(0.4) else found.emails,
        number=one.number if maker.chance(0.4) else found.number,
    )  # fmt: skip


def national_body(maker: Maker, made: Made) -> Described | None:
    shapes = ("Svenska {}förbundet", "Riksförbundet {}", "{}förbundet", "Svenska {}")
    one = made.record
    if made.kind not in {"club", "bygd", "movement"}:
        return None
    what = {"club": made.said[3 if len(made.said) > 3 else 0], "bygd": made.said[-1]}.get(
        made.kind, made.said[0]
    )
    found = maker.facts(maker.dice.choice(shapes).format(what), maker.elsewhere(None))
    return replace(found, website=one.website if maker.chance(0.3) else found.website)


def section(maker: Maker, made: Made) -> Described | None:
    if made.kind != "club":
        return None
    one = made.record
    found = with_facts(maker, one, f"{one.name} {maker.dice.choice(PARTS)}")
    return replace(found, website=one.website, seat=one.seat)


def foundation(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"house", "thing", "friends"}:
        return None
    one, core = made.record, made.record.name if made.kind == "house" else made.said[-1]
    found = with_facts(maker, one, f"Stiftelsen {core}")
    return replace(found, number=maker.number("802") if maker.chance(0.2) else None, seat=one.seat)


def company(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"club", "house", "thing"}:
        return None
    one = made.record
    found = with_facts(maker, one, f"{one.name} {maker.dice.choice(('AB', 'Event AB', 'Fastigheter AB'))}")
    return replace(found, number=maker.number("559") if maker.chance(0.4) else None, seat=one.seat)


def one_letter_in_the_place(maker: Maker, made: Made) -> Described | None:
    town = made.record.seat
    if not town or town not in made.record.name:
        return None
    other = maker.dice.choice("FKTLMS") + town[1:]
    if other == town:
        return None
    return replace(with_facts(maker, made.record, made.record.name.replace(town, other)), seat=other, number=None,
                   website=None, emails=(), postcode=None, giro=())  # fmt: skip


def other_sport_here(maker: Maker, made: Made) -> Described | None:
    if made.kind != "club" or not made.record.seat:
        return None
    own, mine, *_rest = made.said
    long, shorts, _sport = maker.dice.choice(
        [one for one in SPORTS if one[0] != mine and made.said[3] != one[2]]
    )
    short = shorts[0]
    name = f"{own} {short if maker.chance(0.4) and short != made.said[2] else long}"
    if not maker.is_new(name, made.record.seat):
        return None
    found = maker.facts(name, made.record.seat)
    return replace(found, website=made.record.website if maker.chance(0.05) else found.website)


def same_name_other_number(maker: Maker, made: Made) -> Described | None:
    return (
        replace(with_facts(maker, made.record, made.record.name), number=maker.number())
        if made.record.number
        else None
    )


def unit_of_the_municipality(maker: Maker, made: Made) -> Described | None:
    one = made.record
    town = one.seat or maker.elsewhere(None)
    number = maker.hosts.setdefault(f"number of {town}", maker.number("212"))
    what = maker.dice.choice(
        ("Skolan", "Biblioteket", "Fritidsgården", "Förskolan", "Äldreboendet", "Museet")
    )
    host = f"https://www.{fold(town)}kommun.se"
    name = f"{what} {maker.dice.choice(maker.words.beings)}"
    if not maker.is_new(name, town):
        return None
    return Described(name, number=number, seat=town, website=host, emails=(f"kontakt@{fold(town)}kommun.se",))


def numbered_part(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"order", "movement"}:
        return None
    one, number = made.record, maker.dice.randrange(2, 40)
    return replace(with_facts(maker, one, f"{one.name} avdelning {number}"), number=None)


def other_side(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"bygd", "order", "club"}:
        return None
    a, b = maker.dice.choice(SIDES)
    return replace(maker.facts(f"{maker.dice.choice((a, b))} {made.record.name}", maker.elsewhere(None)),
                   seat=made.record.seat)  # fmt: skip


def same_mailbox_as_its_umbrella(maker: Maker, made: Made) -> Described | None:
    town = made.record.seat
    if not town:
        return None
    box = maker.dice.choice((f"info@{fold(town)}foreningshus.se", f"anna.prov{fold(town)}@gmail.com"))
    found = maker.organisation().record
    page = f"https://www.{fold(town)}foreningshus.se" if maker.chance(0.3) else found.website
    return replace(found, seat=town, postcode=maker.postcode(town) if town in maker.words.towns else None,
                   emails=(box,), website=page, number=None)  # fmt: skip


def same_mailbox_for_two(maker: Maker, made: Made) -> Described | None:
    """Somebody is the secretary of two associations."""
    one = made.record
    if not one.emails:
        return None
    found = maker.organisation().record
    return replace(found, seat=one.seat, postcode=one.postcode, emails=one.emails, number=None)


def same_account_holder(maker: Maker, made: Made) -> Described | None:
    if not made.record.giro:
        return None
    return replace(maker.organisation().record, giro=made.record.giro, seat=made.record.seat)


def other_page_of_the_host(maker: Maker, made: Made) -> Described | None:
    """Two unlike ones have their pages at one host that is nobody's."""
    town = made.record.seat or maker.elsewhere(None)
    host = f"{fold(town)}portalen.se"
    found = maker.organisation().record
    return replace(found, website=f"https://{host}/{fold(found.name).replace(' ', '-')}")


def other_people(maker: Maker, made: Made) -> Described | None:
    if made.kind != "people":
        return None
    people = maker.dice.choice([one for one in maker.words.peoples if one != made.said[0]])
    near = {"Iranska": "Irakiska", "Gambiska": "Zambiska", "Syriska": "Assyriska", "Kurdiska": "Turkiska"}
    people = near.get(made.said[0], people) if maker.chance(0.5) else people
    name = made.record.name.replace(made.said[0], people)
    town = made.record.seat
    return (
        replace(maker.facts(name, town or maker.elsewhere(None)), seat=town)
        if maker.is_new(name, town)
        else None
    )


def other_thing_here(maker: Maker, made: Made) -> Described | None:
    if made.kind != "bygd":
        return None
    thing = made.said[1]
    other = maker.dice.choice([one for one in THINGS if one != thing])
    name = made.record.name.replace(thing, other).replace(thing.lower(), other.lower())
    town = made.record.seat
    return (
        replace(maker.facts(name, town or maker.elsewhere(None)), seat=town)
        if maker.is_new(name, town)
        else None
    )


def circle_around_it(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"house", "thing", "church"}:
        return None
    one = made.record
    core = made.said[-1] if made.kind == "thing" else one.name
    shape = maker.dice.choice(("{}s vänner", "{}s föräldraförening", "{}s förskola", "Vännerna till {}"))
    found = maker.facts(shape.format(genitive(core).removesuffix("s")), one.seat or maker.elsewhere(None))
    return replace(found, seat=one.seat, website=one.website if maker.chance(0.4) else found.website)


def its_branch(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"movement", "order", "people"}:
        return None
    one = made.record
    shape = maker.dice.choice(("{} lokalavdelning", "{} krets", "{} distrikt"))
    return replace(
        with_facts(maker, one, shape.format(one.name)), number=one.number if maker.chance(0.5) else None
    )


BESIDE_KINDS: tuple[tuple[Rule, int], ...] = (
    (namesake_elsewhere, 14), (branch_elsewhere, 30), (national_body, 5), (section, 8), (foundation, 6), (company, 4),
    (one_letter_in_the_place, 3), (other_sport_here, 10), (same_name_other_number, 4), (unit_of_the_municipality, 8),
    (numbered_part, 6), (other_side, 4), (same_mailbox_as_its_umbrella, 5), (same_mailbox_for_two, 4),
    (same_account_holder, 4), (other_page_of_the_host, 5), (other_people, 10), (other_thing_here, 8),
    (circle_around_it, 6), (its_branch, 4),
)  # fmt: skip
