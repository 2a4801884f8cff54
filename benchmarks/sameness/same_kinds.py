"""How one organisation is written twice: one rule each, with its share."""

from dataclasses import replace

from benchmarks.labelled import _mistyped as mistyped
from benchmarks.sameness.makers import Made, Maker, Rule, with_facts
from registry.core.text import fold
from registry.partners.organisations.matching import Described


def copied(maker: Maker, made: Made) -> Described:
    return with_facts(maker, made.record, made.record.name)


def in_capitals(maker: Maker, made: Made) -> Described:
    return with_facts(maker, made.record, made.record.name.upper())


def without_marks(maker: Maker, made: Made) -> Described:
    return with_facts(maker, made.record, fold(made.record.name).title())


def with_a_suffix(maker: Maker, made: Made) -> Described:
    more = maker.dice.choice(
        (", ideell förening", " (vilande)", " ideella föreningen", "*", " - ideell fören.")
    )
    return with_facts(maker, made.record, made.record.name + more)


def mistyped_once(maker: Maker, made: Made) -> Described:
    return with_facts(maker, made.record, mistyped(maker.dice, made.record.name))


def mistyped_twice(maker: Maker, made: Made) -> Described | None:
    name, half = made.record.name, len(made.record.name) // 2
    if half < 9:
        return None
    return with_facts(
        maker, made.record, mistyped(maker.dice, name[:half]) + mistyped(maker.dice, name[half:])
    )


def shortened_word(maker: Maker, made: Made) -> Described | None:
    name = made.record.name
    for long, others in (
        ("föreningen", ("förening", "fören.")),
        ("förening", ("föreningen", "fören.", "för.")),
    ):
        if long in name:
            return with_facts(maker, made.record, name.replace(long, maker.dice.choice(others)))
    return None


def called_an_association(maker: Maker, made: Made) -> Described | None:
    if made.kind not in {"friends", "thing"}:
        return None
    core = made.said[-1]
    shape = maker.dice.choice(("Föreningen {}", "{} förening", "Kulturföreningen {}", "{}s kulturförening"))
    return with_facts(maker, made.record, shape.format(core))


def club_for_short(maker: Maker, made: Made) -> Described | None:
    if made.kind != "club":
        return None
    own, long, short, _sport, written = made.said
    return with_facts(maker, made.record, f"{own} {short if written == long else long}")


def place_added_or_left_out(maker: Maker, made: Made) -> Described | None:
    town, name = made.record.seat, made.record.name
    if not town or made.kind == "club":
        return None
    left = name.replace(f" i {town}", "").replace(f" {town}", "")
    changed = left if left != name else f"{name} {maker.dice.choice(('i ', ''))}{town}"
    return replace(with_facts(maker, made.record, changed), seat=town)


def in_another_order(maker: Maker, made: Made) -> Described | None:
    words = made.record.name.split()
    if len(words) < 2 or {"i", "för", "och"} & set(words):
        return None
    return with_facts(maker, made.record, " ".join(words[1:] + words[:1]))


def acronym_beside(maker: Maker, made: Made) -> Described | None:
    if made.kind != "acronym":
        return None
    name, short = made.said
    shape = maker.dice.choice(("{short} – {name}", "{name}, {short}", "{name} ({short})", "{short} {name}"))
    return with_facts(maker, made.record, shape.format(name=name, short=short))


def acronym_alone(maker: Maker, made: Made) -> Described | None:
    if made.kind != "acronym" or not made.record.seat:
        return None
    town = made.record.seat
    name = maker.dice.choice(("{short}", "{short} {town}", "{town} {short}")).format(
        short=made.said[1], town=town
    )
    return replace(with_facts(maker, made.record, name), seat=town)


def order_for_short(maker: Maker, made: Made) -> Described | None:
    if made.kind != "order":
        return None
    long, short, town = made.said
    changed = (
        f"{short} {town}" if long in made.record.name else f"{long} {maker.dice.choice(('i ', ''))}{town}"
    )
    return with_facts(maker, made.record, changed)


def sport_alone(maker: Maker, made: Made) -> Described | None:
    if made.kind != "club" or not made.record.website or made.said[3] in {"Idrott", "Boll"}:
        return None
    return replace(
        with_facts(maker, made.record, f"{made.said[0]} {made.said[3]}"), website=made.record.website
    )


def church_and_congregation(maker: Maker, made: Made) -> Described | None:
    if made.kind != "church" or not made.record.website:
        return None
    name = f"{made.said[0]}{maker.dice.choice(('församlingen', 'församling'))}"
    return replace(with_facts(maker, made.record, name), website=made.record.website)


def renamed_with_its_number(maker: Maker, made: Made) -> Described | None:
    if not made.record.number:
        return None
    other = maker.organisation()
    changed = other.record.name.replace(other.town, made.town)
    return replace(with_facts(maker, made.record, changed), number=made.record.number, seat=made.record.seat)


def renamed_with_its_page(maker: Maker, made: Made) -> Described | None:
    one = made.record
    if not one.website or not one.emails or not one.seat or made.kind == "club":
        return None
    name = f"{made.said[-1].split()[0]} {maker.dice.choice(('mötesplats', 'gemenskap', 'aktivitetshus'))}"
    return replace(with_facts(maker, one, name), website=one.website, emails=one.emails, seat=one.seat)


def half_of_the_name(maker: Maker, made: Made) -> Described | None:
    """What it is called every day, with a value of its own besides."""
    one, words = made.record, made.said[0].split()
    if made.kind not in {"friends", "acronym", "people"} or not (one.website or one.emails or one.giro):
        return None
    name = {"friends": words[0], "people": f"{words[0]} huset"}.get(made.kind, " ".join(words[1:]).title())
    return replace(with_facts(maker, one, name), website=one.website, emails=one.emails, giro=one.giro)


def joined_or_split(maker: Maker, made: Made) -> Described | None:
    if made.kind != "thing":
        return None
    first, last, core = made.said
    split = f"{first}{maker.dice.choice((' ', '-'))}{last.title()}"
    return with_facts(maker, made.record, made.record.name.replace(core, split))


def number_wrongly_written(maker: Maker, made: Made) -> Described | None:
    number = made.record.number
    if not number:
        return None
    at = maker.dice.choice((1, 3, 4, 8, 9))
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    wrong = maker.dice.choice((swapped, number[:-1] + str((int(number[-1]) + 3) % 10)))
    return replace(with_facts(maker, made.record, made.record.name), number=wrong)


SAME_KINDS: tuple[tuple[Rule, int], ...] = (
    (copied, 14), (in_capitals, 4), (without_marks, 3), (with_a_suffix, 6), (mistyped_once, 9), (mistyped_twice, 3),
    (shortened_word, 6), (called_an_association, 7), (club_for_short, 10), (place_added_or_left_out, 8),
    (in_another_order, 6), (acronym_beside, 8), (acronym_alone, 5), (order_for_short, 8), (sport_alone, 6),
    (church_and_congregation, 6), (renamed_with_its_number, 6), (renamed_with_its_page, 4), (joined_or_split, 4),
    (number_wrongly_written, 5), (half_of_the_name, 5),
)  # fmt: skip
