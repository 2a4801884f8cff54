"""Accounts: who can sign in, with which roles, and the sessions that are open."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.access.roles import Role
from registry.audit.labelling import FROM, TO, logged
from registry.core.columns import Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base
from registry.core.i18n import lazy
from registry.core.labels import Labelled


class MailRhythm(Labelled):
    """How somebody wants messages about what waits: each at once, or one a day."""

    AT_ONCE = "at_once", lazy("Ett meddelande om varje sak, genast")
    DAILY = "daily", lazy("En sammanställning varje morgon")


class MailLanguage(Labelled):
    """In which language somebody wants mail; pages follow what the browser asks for or the reader chooses."""

    SWEDISH = "sv", lazy("Svenska")
    ENGLISH = "en", lazy("Engelska")


_HELD = text("ends_on IS NULL AND organisation_id IS NULL")


class User(Identified, Versioned, Base):
    """An account. Without a password hash nobody can sign in to it with a password."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(254), unique=True, info=logged("E-post"))
    name: Mapped[str] = mapped_column(String(200), info=logged("Namn"))
    title: Mapped[str | None] = mapped_column(String(200), info=logged("Titel"))
    password_hash: Mapped[str | None] = mapped_column(String(200), info=logged("Lösenord"))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, info=logged("Kontot är öppet"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    mail_rhythm: Mapped[MailRhythm] = mapped_column(
        StoredChoice(MailRhythm), default=MailRhythm.AT_ONCE, info=logged("Meddelanden")
    )
    mail_language: Mapped[MailLanguage] = mapped_column(
        StoredChoice(MailLanguage), default=MailLanguage.SWEDISH, info=logged("Språk i meddelanden")
    )
    told_roles: Mapped[str | None] = mapped_column(String(200))  # that must not meet, as last told

    @property
    def wants_digest(self) -> bool:
        """Whether messages about what waits are gathered in one a day."""
        return self.mail_rhythm is MailRhythm.DAILY


class RoleGrant(Identified, Base):
    """A role a person has from a date, perhaps to a date; a partner's is for one organisation. Held once at a time."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_user_id", "user_id"),
        Index(
            "uq_role_grant_held", "user_id", "role", unique=True, sqlite_where=_HELD, postgresql_where=_HELD
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role] = mapped_column(StoredChoice(Role), info=logged("Roll"))
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, info=logged("Organisation")
    )
    starts_on: Mapped[date] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)


class UserSession(Identified, Base):
    """An open session. The cookie holds a random 256-bit token; the table only its SHA-256."""

    __tablename__ = "user_session"
    __table_args__ = (Index("ix_user_session_user_id", "user_id"),)

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    csrf_secret: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    here_before: Mapped[datetime | None] = mapped_column(Moment)  # when the person was here last, as it began
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    device: Mapped[str] = mapped_column(String(200), default="")
    sent: Mapped[str | None] = mapped_column(String(64))  # what the last form that did its work is known by
    landed: Mapped[str | None] = mapped_column(Text)  # where it led


class PasswordLink(Identified, Base):
    """A mailed link by which its owner chooses a password, once. The link holds a random 256-bit token, the table only
    its SHA-256.

    All of a person's rows go when one is used; those that have run out go with the next that is made.
    """

    __tablename__ = "password_link"
    __table_args__ = (Index("ix_password_link_user_id", "user_id"),)

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)


class SignInAttempt(Identified, Base):
    """A failed attempt, kept for the throttle only: a keyed hash of the account or address, never the text itself."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"), Index("ix_sign_in_attempt_at", "at"))

    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
