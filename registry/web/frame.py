"""The frame around every page: each part written once for all who see the same, and filled in for the request."""

import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.core import i18n
from registry.core.i18n import _
from registry.core.labels import label
from registry.web import headers, navigation
from registry.web.sending import page_word
from registry.web.session_cookie import csrf_token

LANGUAGES = {"sv": "Svenska", "en": "English"}
# What stands in a part that is written once, where each request has its own. Nobody can guess it, so no name holds it.
_NONCE, _HOME, _HERE, _TOKEN, _WORD, _LEFT = (Markup(f"-{secrets.token_hex(12)}-") for _sign in range(6))  # noqa: S704  # letters and digits


@dataclass(frozen=True, slots=True)
class Parts:
    """What is the same on every page in a language, for an application mounted at a place."""

    addresses: dict[str, str]
    files: Markup
    brand: Markup
    footer: Markup
    question: Markup
    notice: Markup


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one request's page, for who reads it (None: nobody is signed in), in the language in force."""

    parts: Parts
    actor: Actor | None
    language: str

    @property
    def files(self) -> Markup:
        """The style sheets and scripts."""
        return _filled(self.parts.files, (_NONCE, headers.nonce()))

    @property
    def bar(self) -> Markup:
        """The row at the top: name, search, menu and who is signed in."""
        root, addresses = request.root_path, self.parts.addresses
        here = quote(request.full_path.rstrip("?"), safe="")
        if self.actor is None:
            bar = current_app.extensions["bars"](self.language, root, "", None, None)
            return _filled(bar, (_HOME, addresses["home"]), (_HERE, here))
        actor, menu = self.actor, navigation.menu(self.actor, self.language)
        bar = current_app.extensions["bars"](self.language, root, menu, actor.name, actor.roles)
        mine = (_TOKEN, csrf_token()), (_WORD, page_word())
        return _filled(bar, (_HOME, addresses["home"]), (_HERE, here), *mine)

    def brand(self, home_url: str) -> Markup:
        """Return the row at the top of a page that asks for no session: the name alone."""
        return _filled(self.parts.brand, (_HOME, str(Markup.escape(home_url))))

    def dialogs(self, seconds_left: int) -> Markup:
        """Return the dialogs that scripts open; the one before a session ends only where there is one."""
        if not seconds_left:
            return self.parts.question
        return self.parts.question + _filled(self.parts.notice, (_LEFT, str(seconds_left)))


def init_app(app: Flask) -> None:
    """Give the application its own stores of written parts."""
    navigation.init_app(app)
    app.extensions["frame parts"] = lru_cache(maxsize=16)(_parts)
    app.extensions["bars"] = lru_cache(maxsize=512)(_bar)


def frame(actor: Actor | None, language: str) -> Frame:
    """Return the frame of this request's page."""
    return Frame(current_app.extensions["frame parts"](language, request.root_path), actor, language)


def _filled(written: Markup, *values: tuple[str, str]) -> Markup:
    text = str(written)
    for sign, value in values:
        text = text.replace(sign, value)
    return Markup(text)  # noqa: S704  # ours, with what is escaped or holds no sign of HTML


def _parts(_language: str, _root: str) -> Parts:
    addresses, macros = _addresses(), _macros()
    return Parts(
        addresses,
        macros.files(_NONCE),
        macros.bar(_HOME, current_app.config["SETTINGS"].demo),
        macros.footer(current_app.config["SETTINGS"].demo, *(addresses[one] for one in IN_FOOTER)),
        macros.question(),
        macros.notice(_LEFT, addresses["keep"]),
    )


IN_FOOTER = ("accessibility", "report", "personal_data")


def _macros() -> Any:
    return current_app.jinja_env.get_template("components/frame.html").module


def _addresses() -> dict[str, str]:
    return {
        "home": url_for("web.home"),
        "accessibility": url_for("web.accessibility"),
        "personal_data": url_for("web.personal_data"),
        "report": url_for("web.accessibility", _anchor="rapportera"),
        "find": url_for("finding.index"),
        "hits": url_for("finding.suggestions"),
        "language": url_for("web.language", code="-").removesuffix("-"),
        "sign_out": url_for("accounts.sign_out"),
        "account": url_for("accounts.own"),
        "keep": url_for("accounts.keep"),
    }


def _bar(language: str, root: str, menu: str, name: str | None, roles: frozenset[Role] | None) -> Markup:
    addresses = current_app.extensions["frame parts"](language, root).addresses
    others = [
        {"code": code, "label": word, "url": f"{addresses['language']}{code}?next={_HERE}"}
        for code, word in LANGUAGES.items()
        if code != language
    ]
    viewer = {
        "name": name,
        "role": i18n.joined([label(role) for role in Role if role in (roles or ())]) or _("Ingen roll"),
        "sign_out_url": addresses["sign_out"],
        "account_url": addresses["account"],
        "token": _TOKEN,
        "word": _WORD,
    }
    is_partner = Role.PARTNER in (roles or ())
    words = _("Sök bland era ärenden") if is_partner else _("Sök i hela registret")
    written: Markup = _macros().bar(
        _HOME,
        current_app.config["SETTINGS"].demo,
        find=None if name is None else {"url": addresses["find"], "hits": addresses["hits"], "words": words},
        languages=others,
        viewer=viewer if name is not None else None,
        menu=menu,
    )
    return written
