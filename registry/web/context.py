"""What every template knows besides its own values: who reads, in which language, the menu and whether it is a demo."""

from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_login import current_user

from registry.access import check
from registry.access.permissions import Permission
from registry.core import i18n
from registry.settings import ROOT
from registry.web import assets, frame, headers
from registry.web.compiled import CompiledTemplates
from registry.web.frame import LANGUAGES
from registry.web.indentation import Unindented
from registry.web.lists import page_address
from registry.web.template_calls import QuickContext, QuickGenerator, printed


def init_app(app: Flask) -> None:
    """Give the templates their context, and static files an address that changes with their content."""
    frame.init_app(app)
    app.context_processor(shared)
    app.jinja_env.globals.update(can=can, page_address=page_address, asset=assets.address)
    app.jinja_env.globals.update(
        _=i18n.in_template,
        gettext=i18n.in_template,
        ngettext=i18n.counted_in_template,
        pgettext=i18n.pgettext,
    )
    app.jinja_env.finalize = i18n.marked
    app.jinja_env.context_class = QuickContext
    app.jinja_env.code_generator_class = QuickGenerator
    app.jinja_env.extend(printed=printed)
    app.before_request(_speak)
    app.teardown_request(lambda _error: i18n.speak(i18n.SOURCE))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.bytecode_cache = CompiledTemplates(ROOT / "templates", ROOT / "registry")


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


def _speak() -> None:
    g.language = language()
    i18n.speak(g.language)


def can(permission: str, subject: Any = None) -> bool:
    """Return whether the reader has the permission, by its value (`agreement.edit`)."""
    who = current_user._get_current_object()
    return who.is_authenticated and check.allows(Permission(permission), who.actor, subject)


def shared() -> dict[str, Any]:
    """Return the shared values (names as in templates/components/README.md)."""
    who = current_user._get_current_object()
    actor = who.actor if who.is_authenticated else None
    around = frame.frame(actor, g.get("language") or language())
    return {
        "csp_nonce": headers.nonce(),
        "language": around.language,
        "demo": current_app.config["SETTINGS"].demo,
        "home_url": around.parts.addresses["home"],
        "actor": actor,
        "page_frame": around,
    }
