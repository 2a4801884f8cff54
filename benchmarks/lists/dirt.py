"""What real lists have wrong in their cells, each kind with its share of the rows; what is meant stays as it was.

A kind changes cells in place. `None` in what is meant says that nothing right is told, so nothing is to be stored.
"""

import random
from collections.abc import Callable

from benchmarks.lists.world import ASSOCIATION, Row
from registry.partners.exchange.fields import ListField

F = ListField
Dirty = Callable[[random.Random, Row], None]


def soiled(dice: random.Random, rows: list[Row]) -> None:
    """Make the rows dirty, each kind in its share; an association's alone, for it is held against what was meant."""
    for row in rows:
        if row.kind == ASSOCIATION:
            for share, soil in KINDS:
                if dice.random() < share:
                    soil(dice, row)


def _number_spelled(dice: random.Random, row: Row) -> None:
    if number := row.cells[F.NUMBER]:
        bare = number.replace("-", "")
        row.cells[F.NUMBER] = dice.choice(
            (f"SE{bare}01", f"{number}.", f"Org.nr {number}", f"{number} (paraply)", f"16{bare}", f"19{number}",
             f"'{bare}", f"{bare}.0", bare, f"{number[:6]}\u2013{number[7:]}")
        )  # fmt: skip


def _no_number_in_words(dice: random.Random, row: Row) -> None:
    if not row.cells[F.NUMBER]:
        row.cells[F.NUMBER] = dice.choice(
            ("X", "Nr saknas", "ej registrerad", "finns ej", "-", "0", "ansökt")
        )


def _mail_as_website(_dice: random.Random, row: Row) -> None:
    if not row.cells.get(F.EMAIL):
        row.cells[F.WEBSITE] = f"klubben{row.truth}@hotmail.com"


def _no_website(dice: random.Random, row: Row) -> None:
    if not row.cells[F.WEBSITE]:
        row.cells[F.WEBSITE] = dice.choice(("https://www./", "www,klubben.se", "www..klubben.se", "saknas"))


def _no_own_id(_dice: random.Random, row: Row) -> None:
    row.cells[F.SOURCE_ID] = "Ingen hemsida"


def _two_mails(dice: random.Random, row: Row) -> None:
    if row.cells.get(F.EMAIL) and not row.cells.get(F.PERSON):
        row.cells[F.EMAIL] += dice.choice((":", "; ", " och ", "/")) + f"kassor@forening-{row.truth}.se"


def _odd_mail(dice: random.Random, row: Row) -> None:
    if not row.cells.get(F.PERSON):
        row.cells[F.EMAIL] = dice.choice((f"info@hav-och-{row.truth}.se", f"post@{row.truth}samt.nu"))


def _place_cell(dice: random.Random, row: Row) -> None:
    seat, post = row.cells[F.SEAT], row.cells[F.POSTCODE]
    match dice.randrange(4):
        case 0:
            row.cells |= {F.POSTCODE: "", F.SEAT: f"{post.replace(' ', '')} {seat}"}
        case 1:
            row.cells[F.SEAT] = seat.lower()
        case 2:
            row.cells[F.SEAT] = f"{seat} kommun"
        case _:
            row.cells |= {F.POSTCODE: "", F.SEAT: "", F.STREET: f"{row.cells[F.STREET]} {post} {seat}"}


def _postcode_cell(dice: random.Random, row: Row) -> None:
    if post := row.cells[F.POSTCODE]:
        row.cells[F.POSTCODE] = dice.choice(
            (f"S-{post}", f"SE-{post}", post.replace(" ", ""), f"{post[:3]}  {post[4:]}")
        )


def _phone_as_figure(_dice: random.Random, row: Row) -> None:
    row.cells[F.PHONE] = "46846500405"


def _abroad(dice: random.Random, row: Row) -> None:
    """A partner in another country, with or without saying which: nothing says that it is the one here."""
    country, post, seat = dice.choice(
        (("Norge", "0150", "Oslo"), ("", "N-0150", "Oslo"), ("FI", "FI-00100", "Helsinki"))
    )
    row.cells |= {F.COUNTRY: country, F.POSTCODE: post, F.SEAT: seat, F.NUMBER: ""}
    row.meant |= {"postcode": post, "seat": seat, "number": None}
    row.truth = f"{row.truth} in {seat}"


def _standing_in_name(dice: random.Random, row: Row) -> None:
    name = row.cells[F.NAME]
    row.cells[F.NAME] = dice.choice(
        (f"{name}*", f"{name} *vilande*", f"{name} *nedlagd*", f"Upphört {name}", f"Vilande: {name}",
         f"{name} (nedlagd)", f"'{name}", f"{name}, ideell förening")
    )  # fmt: skip


KINDS: tuple[tuple[float, Dirty], ...] = (
    (0.10, _number_spelled), (0.05, _no_number_in_words), (0.008, _mail_as_website),
    (0.01, _no_website), (0.02, _no_own_id), (0.02, _two_mails), (0.005, _odd_mail), (0.02, _place_cell),
    (0.05, _postcode_cell), (0.005, _phone_as_figure), (0.01, _standing_in_name),
    (0.002, _abroad),
)  # fmt: skip
