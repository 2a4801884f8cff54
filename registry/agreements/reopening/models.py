"""On which grounds a favourable decision may be withdrawn: the city's own list."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import logged
from registry.core.columns import Identified, Moment, Versioned
from registry.core.database import Base


class WithdrawalGrounds(Identified, Versioned, Base):
    """The list as the city's lawyer has put it, one ground a line; one row, none while the default holds.

    What a decision named stays with it, whatever the list says later; the log keeps every earlier list.
    """

    __tablename__ = "withdrawal_grounds"

    lines: Mapped[str] = mapped_column(Text, info=logged("Grunder"))
    updated_at: Mapped[datetime] = mapped_column(Moment)
