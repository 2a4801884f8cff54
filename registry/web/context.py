"""What every template knows besides its own values: who reads, in which language, the menu and whether it is a demo."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, has_request_context, request, url_for
from flask_login import current_user
from markupsafe import Markup

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.core import i18n
from registry.core.i18n import _
from registry.core.labels import label
from registry.web import assets, headers, navigation
from registry.web.indentation import Unindented
from registry.web.lists import page_address

LANGUAGES = {"sv": "Svenska", "en": "English"}
_NONCE = "NONCE"  # stands in what is written once, where each page has its own


@dataclass(frozen=True, slots=True)
class FrameParts:
    """What is the same on every page in a language, for an application mounted at a place."""

    files: Markup
    footer: Markup


def init_app(app: Flask) -> None:
    """Give the templates their context, and static files an address that changes with their content."""
    navigation.init_app(app)
    app.extensions["frame addresses"] = lru_cache(maxsize=8)(_addresses)
    app.extensions["frame parts"] = lru_cache(maxsize=16)(_parts)
    app.context_processor(shared)
    app.jinja_env.globals.update(can=can, page_address=page_address, asset=assets.address)
    app.jinja_env.globals.update(
        _=i18n.in_template,
        gettext=i18n.in_template,
        ngettext=i18n.counted_in_template,
        pgettext=i18n.pgettext,
    )
    app.jinja_env.finalize = i18n.marked
    app.before_request(lambda: i18n.speak(language()))
    app.teardown_request(lambda _error: i18n.speak(i18n.SOURCE))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)


def language() -> str:
    """Return the reader's language: the one chosen, otherwise Swedish or what the browser asks for.

    Commands and the worker have no reader and speak Swedish.
    """
    if not has_request_context():
        return "sv"
    chosen = request.cookies.get("language", "")
    return (
        chosen
        if chosen in LANGUAGES
        else (request.accept_languages.best_match(list(LANGUAGES), "sv") or "sv")
    )


def can(permission: str, subject: Any = None) -> bool:
    """Return whether the reader has the permission, by its value (`agreement.edit`)."""
    return current_user.is_authenticated and check.allows(Permission(permission), current_user.actor, subject)


def shared() -> dict[str, Any]:
    """Return the shared values (names as in templates/components/README.md)."""
    now, addresses = language(), current_app.extensions["frame addresses"](request.root_path)
    parts: FrameParts = current_app.extensions["frame parts"](now, request.root_path)
    nonce = headers.nonce()
    always = {
        "csp_nonce": nonce,
        "files": parts.files.replace(_NONCE, nonce),
        "footer": parts.footer,
        "language": now,
        "languages": _languages(now, addresses["language"]),
        "demo": current_app.config["SETTINGS"].demo,
        "home_url": addresses["home"],
    }
    if not current_user.is_authenticated:
        return {**always, "actor": None, "viewer": None, "menu": "", "find_url": ""}
    actor = current_user.actor
    return {
        **always,
        "actor": actor,
        "viewer": _viewer(actor, addresses),
        "menu": navigation.menu(actor, now),
        "find_url": addresses["find"] if check.allows(Permission.ORGANISATION_READ, actor) else "",
    }


def _addresses(_root: str) -> dict[str, str]:
    """Return the addresses that stand in every frame, for an application mounted there."""
    return {
        "home": url_for("web.home"),
        "accessibility": url_for("web.accessibility"),
        "report": url_for("web.accessibility", _anchor="rapportera"),
        "find": url_for("organisations.index"),
        "language": url_for("web.language", code="-").removesuffix("-"),
        "sign_out": url_for("accounts.sign_out"),
        "account": url_for("accounts.own"),
    }


def _parts(_language: str, root: str) -> FrameParts:
    addresses = current_app.extensions["frame addresses"](root)
    macros: Any = current_app.jinja_env.get_template("components/frame.html").module
    demo = current_app.config["SETTINGS"].demo
    footer = macros.footer(demo, addresses["accessibility"], addresses["report"])
    return FrameParts(macros.files(_NONCE), footer)


def _languages(now: str, base: str) -> list[dict[str, Any]]:
    here = quote(request.full_path.rstrip("?"), safe="")
    return [
        {"code": code, "label": word, "current": code == now, "url": f"{base}{code}?next={here}"}
        for code, word in LANGUAGES.items()
    ]


def _viewer(actor: Actor, addresses: dict[str, str]) -> dict[str, str]:
    roles = [label(role) for role in Role if role in actor.roles]
    return {
        "name": actor.name,
        "role": i18n.joined(roles) or _("Ingen roll"),
        "sign_out_url": addresses["sign_out"],
        "account_url": addresses["account"],
    }
