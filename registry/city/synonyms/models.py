"""Words and phrases that mean the same."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.audit.labelling import Labels, logged
from registry.audit.labels import put_under_audit
from registry.core.columns import Identified, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.language.synonyms import SynonymKind


class SynonymGroup(Identified, Versioned, Base):
    """Words and phrases that mean the same, between commas; of a short form the first is what the others are called.

    Kept until somebody takes it away, and then only the log tells of it. It names nobody.
    """

    __tablename__ = "synonym_group"

    kind: Mapped[SynonymKind] = mapped_column(StoredChoice(SynonymKind), info=logged("Hur orden hör ihop"))
    phrases: Mapped[str] = mapped_column(String(600), info=logged("Ord och fraser"))
    phrases_key: Mapped[str] = mapped_column(
        String(700), unique=True
    )  # the same words in any order and spelling
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))


put_under_audit(synonym_group=Labels(lazy("Ord som betyder samma")))
