"""What changes accounts and sessions. A wrong password costs everybody the same work and says the same sentence."""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.accounts import (
    hanging,
    password_links,
    passwords,
    queries,
    rules,
    sessions,
    throttle,
    watchers,
)
from registry.city.accounts.hanging import Closure
from registry.city.accounts.models import MailLanguage, MailRhythm, RoleGrant, User, UserSession
from registry.city.accounts.password_links import LinkReason
from registry.city.accounts.powers import rules as power_rules
from registry.core import clock
from registry.core.database import reading, session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _
from registry.notifications import messages
from registry.settings import current

log = logging.getLogger(__name__)

FIRST_ADMINISTRATORS = 2


def prove(
    email: str, password: str, *, address: str, at: datetime, browser: str | None = None
) -> passwords.Proof | None:
    """Hold the password against the account's before anything is written; None when the throttle lets nobody try.

    Hashing takes 40 ms, and a flood of sign-ins would keep all others from writing meanwhile. Ends the transaction that
    has been read in: call it before the one that signs in.
    """
    with reading():
        session.rollback()
        try:
            throttle.check(_attempt(email, address, browser), at)
        except throttle.TooOften:
            return None
        open_to = _open_to(queries.by_email(email))
        session.rollback()
    return passwords.proof(open_to, password)


def sign_in(
    email: str,
    password: str,
    *,
    address: str,
    device: str,
    at: datetime,
    replaces: str | None = None,
    proof: passwords.Proof | None = None,
    browser: str | None = None,
) -> sessions.Opened:
    """Open a session for whoever knows the password. `replaces` is the cookie's old token, which ends here.

    `browser` is the key of a browser that is known as the account's (`known_browsers`).

    `proof` is what `prove` said; it counts as long as the account's password is still the same.

    Raises DomainError: the same sentence for an unknown address, a closed account and a wrong password, after the
    same work; TooOften when there have been too many failures.
    """
    attempt = _attempt(email, address, browser)
    throttle.check(attempt, at)
    user = queries.by_email(email)
    open_to = _open_to(user)
    if proof is None or proof.stored != open_to:
        proof = passwords.proof(open_to, password)
    if not proof.holds or user is None:
        throttle.note_failure(attempt, at)
        log.warning(
            "sign-in refused", extra={"account": attempt.account[:12], "origin": attempt.address[:12]}
        )
        raise DomainError(_("E-postadressen eller lösenordet stämmer inte."))
    throttle.note_success(attempt)
    _renew_hash(user, password)
    if replaces:
        sessions.end_token(replaces, at=at)
    opened = sessions.open(user, at=at, device=device)
    audit.record(user, Tag.SESSION_STARTED, actor=_as_actor(user), at=at)
    return opened


def _attempt(email: str, address: str, browser: str | None) -> throttle.Attempt:
    return throttle.Attempt(throttle.account_key(email), throttle.address_key(address), browser)


def sign_out(actor: Actor, *, at: datetime) -> None:
    """End the session that the actor came with."""
    if actor.session_id:
        sessions.end(actor.session_id, at=at)
    audit.record(_the_user(actor), Tag.SESSION_ENDED, actor=actor, at=at)


def confirm_password(actor: Actor, password: str, at: datetime, *, field: str = "password") -> None:
    """Return when it is the actor's password; a decision asks for it again (step-up, ASVS 7.5.3).

    Raises DomainError at the field; failures are counted apart from those of signing in, and sessions stay.
    """
    user = _the_user(actor)
    key = throttle.step_up_key(user.id)
    try:
        throttle.check_step_up(key, at)
    except throttle.TooOften as error:
        raise throttle.TooOften(Problem(str(error), field)) from None
    if not passwords.verify(user.password_hash, password):
        throttle.note_step_up_failure(key, at)
        raise DomainError(Problem(_("Lösenordet stämmer inte."), field))
    throttle.forgive(key)


def change_password(actor: Actor, *, current: str, new: str, at: datetime, device: str) -> sessions.Opened:
    """Set a new password after the current one; all the person's sessions end and a new one is opened.

    Raises DomainError at `current` or `new`.
    """
    confirm_password(actor, current, at, field="current")
    user = _the_user(actor)
    problems = rules.password_problems(new, _personal(user), "new")
    if not problems and passwords.verify(user.password_hash, new):
        problems = [Problem(_("Det är samma lösenord som förut."), "new")]
    refuse(problems)
    user.password_hash = passwords.hash(new)
    sessions.end_all(user.id, at=at)
    password_links.use_up(user)
    _record(user, Tag.CREDENTIALS_CHANGED, actor=actor, at=at)
    messages.password_changed(to=user.email, at=at, language=user.mail_language)
    return sessions.open(user, at=at, device=device)


def set_mail(actor: Actor, *, language: MailLanguage, rhythm: MailRhythm | None = None, at: datetime) -> None:
    """Keep the language of the person's mail, and how often it comes about what waits; None leaves that as it is.

    What gathers already still comes in the morning, in the words it has.
    """
    user = _the_user(actor)
    chosen = (language, rhythm or user.mail_rhythm)
    if chosen != (user.mail_language, user.mail_rhythm):
        user.mail_language, user.mail_rhythm = chosen
        _record(user, Tag.ACCOUNT_CHANGED, actor=actor, at=at)


def end_own_session(own: UserSession, *, actor: Actor, at: datetime) -> None:
    """End one of the actor's own sessions, on another device."""
    sessions.end(own.id, at=at)
    audit.record(_the_user(actor), Tag.SESSION_ENDED, actor=actor, at=at)


def end_other_sessions(actor: Actor, *, at: datetime) -> int:
    """End all the actor's sessions but the one in use, and return how many were open."""
    ended = sessions.end_all(actor.user_id, at=at, but=actor.session_id)
    if ended:
        audit.record(_the_user(actor), Tag.SESSION_ENDED, actor=actor, at=at)
    return ended


def create(*, email: str, name: str, title: str | None, actor: Actor | None, at: datetime) -> User:
    """Create an account, whose owner gets a link by mail to choose a password.

    Raises DomainError at `email` when there is an account with the address.
    """
    taken = Problem(_("Det finns redan ett konto med den e-postadressen."), "email")
    if queries.by_email(email):
        raise DomainError(taken)
    user = User(email=email.strip().casefold(), name=name, title=title, is_active=True, created_at=at)
    session.add(user)
    try:
        session.flush()
    except IntegrityError:  # somebody else created it a moment ago
        raise DomainError(taken) from None
    _record(user, Tag.ACCOUNT_CREATED, actor=actor, at=at)
    password_links.send(user, LinkReason.INVITED, actor=actor, at=at)
    return user


def grant(
    user: User, role: Role, *, actor: Actor | None, at: datetime, organisation_id: UUID | None = None
) -> RoleGrant:
    """Give the person a role from today; a partner's role is for one organisation. Ends the person's sessions.

    Roles that bind the city go the way of `giving_roles`. Raises DomainError at `role` when roles do not go together
    (see `rules.role_problems`), and for the actor's own account.
    """
    on = clock.local(at).date()
    if actor:
        refuse(power_rules.giving_problems(actor.user_id, {user.id}))
    refuse(role_problems(user, role, on=on, organisation_id=organisation_id))
    for held in queries.grants(user.id, on=on):
        if (held.role, held.organisation_id) == (role, organisation_id):
            return held
    row = RoleGrant(user_id=user.id, role=role, organisation_id=organisation_id, starts_on=on)
    session.add(row)
    sessions.end_all(user.id, at=at)
    _record(user, Tag.ACCOUNT_ROLE_GRANTED, actor=actor, at=at)
    return row


def role_problems(user: User, role: Role, *, on: date, organisation_id: UUID | None = None) -> list[Problem]:
    """Return why the person cannot get the role on the day."""
    apart = rules.roles_apart(current().roles_apart)
    return rules.role_problems(queries.held_roles(user.id, on), role, organisation_id, apart)


def revoke(user: User, held: RoleGrant, *, actor: Actor, at: datetime) -> None:
    """Take the role from the person from today on, and end the person's sessions.

    Raises DomainError when administrators would take their own administration away, or the last one's: nobody could
    give it back.
    """
    if user.id == actor.user_id and held.role is Role.ADMINISTRATOR:
        raise DomainError(
            _("Du kan inte ta ifrån dig själv administratörsrollen. Be en annan administratör.")
        )
    on = clock.local(at).date()
    if held.role is Role.ADMINISTRATOR:
        _check_another_administrates(user, on)
    held.ends_on = _day_before(on)
    sessions.end_all(user.id, at=at)
    _record(user, Tag.ACCOUNT_ROLE_ENDED, actor=actor, at=at)


def deactivate(user: User, *, actor: Actor, at: datetime) -> None:
    """Close the account: nobody can sign in to it, and its sessions end. What the person did stays.

    What waits for the person is looked at again: nobody decides it there any longer.

    Raises DomainError for one's own account, for the last administrator's, and for whoever would choose by it who
    decides what that person prepared, or decide it.
    """
    if user.id == actor.user_id:
        raise DomainError(_("Du kan inte stänga ditt eget konto. Be en annan administratör."))
    on = clock.local(at).date()
    _check_another_administrates(user, on)
    refuse(hanging.problems(actor, Closure(account_id=user.id), on))
    user.is_active = False
    sessions.end_all(user.id, at=at)
    _record(user, Tag.ACCOUNT_CLOSED, actor=actor, at=at)
    watchers.tell(at)


def activate(user: User, *, actor: Actor, at: datetime) -> None:
    """Open a closed account again, with the password and the roles it had."""
    user.is_active = True
    _record(user, Tag.ACCOUNT_CHANGED, actor=actor, at=at)
    watchers.tell(at)


def create_administrator(email: str, *, name: str, at: datetime) -> User:
    """Create one of the two administrators that a new installation begins with, from the command line.

    Raises DomainError when there are two already: together they give everybody else their rights.
    """
    if queries.administrators(on=clock.local(at).date()) >= FIRST_ADMINISTRATORS:
        raise DomainError(_("Det finns redan två administratörer. Tillsammans kan de utse fler."))
    user = create(email=email, name=name, title=None, actor=None, at=at)
    grant(user, Role.ADMINISTRATOR, actor=None, at=at)
    return user


def _check_another_administrates(user: User, on: date) -> None:
    """There is always an administrator who can sign in: of two who close each other, the second one stays."""
    if queries.has_administrator(on=on) and not queries.has_administrator(on=on, besides=user.id):
        raise DomainError(
            _("Personen är den enda administratören. Gör först någon annan till administratör.")
        )


def _record(user: User, tag: Tag, *, actor: Actor | None, at: datetime) -> None:
    audit.record(user, tag, actor=actor, at=at, changes=changes.of(user))


def _the_user(actor: Actor) -> User:
    user = queries.user(actor.user_id)
    if user is None:
        raise DomainError(_("Kontot finns inte längre."))
    return user


def _open_to(user: User | None) -> str | None:
    return user.password_hash if user and user.is_active else None


def _as_actor(user: User) -> Actor:
    return Actor(user_id=user.id, name=user.name, title=user.title)


def _renew_hash(user: User, password: str) -> None:
    """Store the same password under today's parameters. The person changed nothing, so no version and no audit row."""
    if user.password_hash and passwords.is_outdated(user.password_hash):
        renewed = update(User).where(User.id == user.id).values(password_hash=passwords.hash(password))
        session.execute(renewed.execution_options(synchronize_session=False))


def _personal(user: User) -> tuple[str, ...]:
    return user.name, user.email, user.title or ""


def _day_before(on: date) -> date:
    return on - timedelta(days=1)
