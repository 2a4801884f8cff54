"""The guard in front of every view: signed in, found, allowed. A view without it does not start the application."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g
from flask_login import current_user

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.core.errors import NotAllowed, NotFound

View = Callable[..., Any]


class SignInNeeded(Exception):
    """Nobody is signed in, or the session has ended."""


def current_actor() -> Actor:
    """Return who is signed in. Raises SignInNeeded when nobody is."""
    who = current_user._get_current_object()
    if not who.is_authenticated:
        raise SignInNeeded
    actor: Actor = who.actor
    return actor


def requires(permission: Permission, *, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let only those with the permission reach the view.

    `load(actor, **ids)` gets the parts of the address that end in `_id` and returns the object, or None when the actor
    cannot see it: then the answer is 404. The view gets the object, and the other parts of the address by name.
    A partner gets 404 also for what staff would get 403 for: what is not theirs does not exist for them.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**address: Any) -> Any:
            actor = current_actor()
            ids = {name: value for name, value in address.items() if name.endswith("_id")}
            rest = {name: value for name, value in address.items() if name not in ids}
            subject = _found(load, actor, ids) if load else None
            try:
                check.require(permission, actor, subject)
            except NotAllowed:
                if actor.is_partner:
                    raise NotFound from None
                raise
            return view(subject, **rest) if load else view(**address)

        guarded.__dict__.update(permission=permission, load=load)
        return guarded

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Let anybody reach the view, for the stated reason."""

    def decorate(view: View) -> View:
        view.__dict__["public_because"] = reason
        return view

    return decorate


def _found(load: Callable[..., Any], actor: Actor, ids: dict[str, Any]) -> Any:
    subject = load(actor, **ids)
    if subject is None:
        raise NotFound
    g.load_again = lambda: load(actor, **ids)  # after a failed attempt the page needs the object as stored
    return subject
