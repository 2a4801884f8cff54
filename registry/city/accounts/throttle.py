"""How often somebody may fail to sign in: per account, per address and for everybody together.

Whoever is signed in and shows the password again is counted apart, and so is a browser that somebody has signed in
from before: nothing a stranger does stops them. Behind one address may sit the whole city, so far more is allowed
there than for one account. Failures live in the database, so a
restart forgives nothing, and without a database nobody gets in. A failure is noted when the request's transaction
commits, also when the attempt around it is undone. Nothing locks for ever.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from registry.city.accounts.models import SignInAttempt
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.i18n import _

REMEMBERED = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=20)
_PENDING = "failed_sign_ins"


class TooOften(DomainError):
    """There have been too many failures; the sentence says when to try again."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to sign in, as the keys that failures are counted under; `browser` when it is known."""

    account: str
    address: str
    browser: str | None = None


def account_key(email: str) -> str:
    """Return the key under which an account's failures are counted: a keyed hash, known or not."""
    return _key(f"account:{email.strip()}")


def address_key(address: str) -> str:
    """Return the key under which a network address's failures are counted."""
    return _key(f"address:{address}")


def browser_key(number: str) -> str:
    """Return the key under which the failures of a known browser are counted."""
    return _key(f"browser:{number}")


def step_up_key(user_id: UUID) -> str:
    """Return the key under which it is counted when somebody signed in shows a wrong password."""
    return _key(f"step-up:{user_id}")


def check(attempt: Attempt, at: datetime) -> None:
    """Return when somebody may try to sign in now; otherwise raise TooOften with the time to try again.

    Attempts wait for each other, as all that write do: parallel guesses are counted.
    """
    if _is_trusted(attempt, at):
        return
    chosen = current_app.config["SETTINGS"]
    limits = (_key("everybody"), chosen.throttle_global), (attempt.address, chosen.throttle_per_address)
    _refuse_until(
        at, _account_waits(attempt.account, at), *(_window_ends(key, limit) for key, limit in limits)
    )


def may_ask(email: str, address: str, at: datetime) -> bool:
    """Note that somebody asks for a link to choose a password, and return whether one is sent now.

    False when one was sent to the account a moment ago. Raises TooOften for a network address that asks too often.
    """
    account, network = _key(f"link:{email.strip()}"), _key(f"link from:{address}")
    _refuse_until(at, _window_ends(network, current_app.config["SETTINGS"].throttle_per_address))
    waits = wait_ends(_failures(account, at), 1, _window())
    if waits and waits > at:
        _note(at, network)
        return False
    _note(at, account, network)
    return True


def _is_trusted(attempt: Attempt, at: datetime) -> bool:
    if attempt.browser is None:
        return False
    until = _account_waits(attempt.browser, at)
    return until is None or until <= at


def check_step_up(key: str, at: datetime) -> None:
    """Return when somebody signed in may show the password now; otherwise raise TooOften."""
    _refuse_until(at, _account_waits(key, at))


def _refuse_until(at: datetime, *until: datetime | None) -> None:
    latest = max((moment for moment in until if moment and moment > at), default=None)
    if latest:
        when = clock.local(latest + timedelta(seconds=59)).strftime("%H:%M")
        raise TooOften(_("Det har varit för många försök. Försök igen klockan %(when)s.", when=when))


def wait_ends(failures: Sequence[datetime], limit: int, window: timedelta) -> datetime | None:
    """Return when an account may be tried again after these failures, oldest first; None when at once.

    Every `limit`-th failure of a day starts a wait: the window, then twice that, and so on up to 20 minutes.
    """
    rounds = len(failures) // limit
    if not rounds:
        return None
    filled = failures[rounds * limit - 1]
    return filled + max(window, min(window * int(2 ** min(rounds - 1, 10)), LONGEST_WAIT))


def note_failure(attempt: Attempt, at: datetime) -> None:
    """Remember a failed sign-in, to be written when the transaction around everything commits."""
    if attempt.browser and _is_trusted(attempt, at):
        _note(at, attempt.browser)
    else:
        _note(at, attempt.account, attempt.address, _key("everybody"))


def note_success(attempt: Attempt) -> None:
    """Forget the failures of the account, or of the known browser alone: what strangers did stays counted."""
    forgive(attempt.browser or attempt.account)


def note_step_up_failure(key: str, at: datetime) -> None:
    """Remember that somebody signed in showed a wrong password; it is written in the same way."""
    _note(at, key)


def forgive(key: str) -> None:
    """Forget an account's failures after a success, at signing in or at step-up; the address's stay."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == key))


def _note(at: datetime, *keys: str) -> None:
    session.info.setdefault(_PENDING, []).extend((key, at) for key in keys)


def write_failures(own: Session) -> None:
    """Store the failures of this transaction as it commits; a savepoint's release is no commit."""
    if own.in_nested_transaction() or not (pending := own.info.pop(_PENDING, None)):
        return
    oldest = min(at for _key, at in pending) - REMEMBERED
    own.execute(delete(SignInAttempt).where(SignInAttempt.at < oldest))
    own.execute(insert(SignInAttempt), [{"key": key, "at": at} for key, at in pending])


def _failures(key: str, at: datetime) -> list[datetime]:
    recent = SignInAttempt.key == key, SignInAttempt.at > at - REMEMBERED
    return list(
        session.scalars(select(SignInAttempt.at).where(*recent).order_by(SignInAttempt.at).limit(5000))
    )


def _account_waits(key: str, at: datetime) -> datetime | None:
    return wait_ends(_failures(key, at), current_app.config["SETTINGS"].throttle_per_key, _window())


def _window() -> timedelta:
    return timedelta(minutes=current_app.config["SETTINGS"].throttle_window)


def _window_ends(key: str, limit: int) -> datetime | None:
    newest_first = select(SignInAttempt.at).where(SignInAttempt.key == key).order_by(SignInAttempt.at.desc())
    filled: datetime | None = session.scalar(newest_first.offset(limit - 1).limit(1))
    return filled + _window() if filled else None


def _key(text: str) -> str:
    secret: Any = current_app.config["SETTINGS"].secret_key
    own = hmac.digest(secret.encode(), b"sign-in throttle", "sha256")
    return hmac.new(own, text.casefold().encode(), hashlib.sha256).hexdigest()
