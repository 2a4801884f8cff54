"""Money: whole öre inside, kronor outside. A float never touches an amount."""

import re
from dataclasses import dataclass
from typing import Self

from registry.core.i18n import _

_AMOUNT = re.compile(r"(-?)(\d+)(?:[,.](\d{1,2}))?", re.ASCII)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\t"))
LARGEST = 10**13  # öre: a hundred billion kronor, more than any municipality's budget


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in Swedish kronor, kept as whole öre."""

    ore: int

    @classmethod
    def kronor(cls, amount: int) -> Self:
        """Return the amount of so many whole kronor."""
        return cls(amount * 100)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount as a person writes it: `150000`, `1 250 000,50`, `2 000 kr`, `1.5`.

        Raises ValueError with a Swedish sentence when it is not an amount or is unreasonably large.
        """
        bare = text.strip().lower().removesuffix("kr").removesuffix(":-").replace("\u2212", "-")
        match = _AMOUNT.fullmatch(bare.translate(_SPACES))
        if not match:
            raise ValueError(_("Skriv beloppet med siffror, till exempel 150 000 eller 1 250 000,50."))
        sign, whole, part = match.groups()
        if len(whole) > len(str(LARGEST)):
            raise ValueError(_("Beloppet är orimligt stort."))
        ore = int(whole) * 100 + int((part or "0").ljust(2, "0"))
        if ore > LARGEST:
            raise ValueError(_("Beloppet är orimligt stort."))
        return cls(-ore if sign else ore)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.ore + other.ore)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.ore - other.ore)

    def __bool__(self) -> bool:
        return self.ore != 0

    def __str__(self) -> str:
        return f"{self.plain()}\u00a0kr"

    def plain(self) -> str:
        """Return the amount without the unit, with no-break spaces between thousands: `1 250 000,50`."""
        whole, part = divmod(abs(self.ore), 100)
        grouped = f"{whole:,}".replace(",", "\u00a0")
        sign = "\u2212" if self.ore < 0 else ""
        return f"{sign}{grouped},{part:02d}" if part else f"{sign}{grouped}"


ZERO = Money(0)
