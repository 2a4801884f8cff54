"""What every template knows besides its own values: who reads, in which language, the menu and the demo banner."""

from typing import Any

from flask import Flask, current_app, has_request_context, request, url_for
from flask_login import current_user

from registry.access import check
from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.core import i18n
from registry.core.i18n import _
from registry.core.labels import label
from registry.web import headers, navigation
from registry.web.assets import stamp_static
from registry.web.lists import page_address

LANGUAGES = {"sv": "Svenska", "en": "English"}


def init_app(app: Flask) -> None:
    """Give the templates their context, and static files an address that changes with their content."""
    app.context_processor(shared)
    app.url_defaults(stamp_static)
    app.jinja_env.globals.update(can=can, page_address=page_address)
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
    chosen = current_app.config["SETTINGS"]
    signed_in = current_user.is_authenticated
    return {
        "csp_nonce": headers.nonce(),
        "language": language(),
        "languages": _languages(),
        "demo": chosen.demo,
        "home_url": url_for("web.home"),
        "accessibility_url": url_for("web.accessibility"),
        "report_url": url_for("web.accessibility", _anchor="rapportera"),
        "actor": current_user.actor if signed_in else None,
        "viewer": _viewer() if signed_in else None,
        "navigation": navigation.menu(current_user.actor, _exists) if signed_in else [],
    }


def _exists(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def _languages() -> list[dict[str, Any]]:
    here, now = request.full_path.rstrip("?"), language()
    return [
        {
            "code": code,
            "label": word,
            "current": code == now,
            "url": url_for("web.language", code=code, next=here),
        }
        for code, word in LANGUAGES.items()
    ]


def _viewer() -> dict[str, str]:
    actor = current_user.actor
    roles = [label(role) for role in Role if role in actor.roles]
    return {
        "name": actor.name,
        "role": i18n.joined(roles) or _("Ingen roll"),
        "sign_out_url": url_for("accounts.sign_out"),
        "account_url": url_for("accounts.own"),
    }
