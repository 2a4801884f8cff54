"""Column types and small mixins shared by all tables."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from registry.core import sentences
from registry.core.money import Money


def new_id() -> UUID:
    """Return a new identifier that sorts by time (UUIDv7), so that new rows land at the end of every index."""
    return uuid_utils.compat.uuid7()


class Moment(TypeDecorator[datetime]):
    """A moment: aware and UTC in Python; refuses a value without zone."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Kronor(TypeDecorator[Money]):
    """An amount of money, stored as whole öre."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.ore

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class StoredChoice(TypeDecorator[Any]):
    """A member of a string enum, stored as its value, so that the database stays readable."""

    impl = String(40)
    cache_ok = True

    def __init__(self, enum: type[Enum]) -> None:
        super().__init__()
        self.enum = enum
        self._members = {
            member.value: member for member in enum
        }  # quicker to ask than the enum, in every row

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        member = value if isinstance(value, self.enum) else self.enum(value)
        return str(member.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self._members.get(value) or self.enum(value)

    def __repr__(self) -> str:
        return "String(length=40)"


class Said(TypeDecorator[str]):
    """A name of reference data, a sentence of ours, or what people wrote instead of one (`core/sentences.py`).

    A name is Swedish, and shown in English where `english_name` has that. Without length a text.
    """

    impl: Any = String
    cache_ok = True
    python_type = str

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        if length is None:
            self.impl = Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        kept, most = sentences.kept(value), self.impl.length
        return kept if most is None or len(kept) <= most else value[:]

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else sentences.read(value)


class SaidList(TypeDecorator[list[str]]):
    """Sentences in their order."""

    impl = JSON
    cache_ok = True
    python_type = list

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> list[Any] | None:
        return None if value is None else [sentences.coded(one) for one in value]

    def process_result_value(self, value: list[Any] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else [sentences.decoded(one) for one in value]


# A key made by `swedish_key` sorts by the numbers of its characters, whatever the database's own language is.
SORT_KEY = String(300).with_variant(String(300, collation="C"), "postgresql")


class Identified:
    """Gives a table its identifier."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, sort_order=-10)


class Versioned:
    """Optimistic locking for what two people can edit: a stale write raises StaleDataError, shown as 409."""

    version: Mapped[int] = mapped_column(Integer, nullable=False, default=1, sort_order=90)

    def touch(self) -> None:
        """Count a change in what belongs to the record, such as a link or a row, as a change of the record."""
        self.version += 1

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
