"""The front: takes a request in, lets it wait in its lane and has it answered, or says at once that it is hopeless."""

from collections import OrderedDict
from functools import partial
from http import HTTPStatus

from flask import Flask
from werkzeug.exceptions import HTTPException

from registry.core import i18n
from registry.core.i18n import _
from registry.web import context, errors, headers
from registry.web.front import slow
from registry.web.front.bodies import Bodies, Body, CutOff, NoRoom, length_said
from registry.web.front.bridge import (
    Environ,
    Exchange,
    RequestScope,
    ServedReply,
    asked,
    environ_of,
    with_body,
)
from registry.web.front.lanes import PATIENCE_WITH_A_FILE, RULES, Busy, Lane, LaneName
from registry.web.transaction import SAFE

TRY_AGAIN = "5"  # seconds
MOST_REMEMBERED = 10_000  # sessions: whose is not among them waits with the strangers once


class Front:
    """What granian calls for every request of its process."""

    def __init__(self, app: Flask) -> None:
        self.app, self.bodies = app, Bodies()
        self.lanes = {name: Lane(name, rule) for name, rule in RULES.items()}
        self.most: int = app.config["MAX_CONTENT_LENGTH"]
        self._address = app.url_map.bind("")
        self._session_cookie = f"{app.config['SETTINGS'].cookie_name}="
        self._proxies: int = app.config["SETTINGS"].proxies
        self._signed_in: OrderedDict[str, None] = OrderedDict()
        self._refusals: dict[tuple[str, int], str] = {}

    async def __rsgi__(self, scope: RequestScope, exchange: Exchange) -> None:
        """ServedReply one request."""
        with self.bodies.one() as body:
            answer = await self._answer(scope, exchange, body)
        await answer.send(exchange)

    async def _answer(self, scope: RequestScope, exchange: Exchange, body: Body) -> ServedReply:
        environ = environ_of(scope)
        lane = self._lane(scope, environ)
        try:
            if self.lanes[lane].is_full and scope.method not in SAFE:
                raise Busy(self.lanes[lane].ahead)
            whole = with_body(environ, await self._body(environ, exchange, body))
            return await self._in_lane(lane, whole)
        except CutOff:
            return self._refusal(environ, HTTPStatus.REQUEST_TIMEOUT)
        except (NoRoom, Busy):
            return self._refusal(environ, HTTPStatus.SERVICE_UNAVAILABLE)

    async def _body(self, environ: Environ, exchange: Exchange, body: Body) -> bytes:
        """Take the body in; what says that it is too large is left to the application to refuse, unread."""
        length = length_said(environ)
        if length is None:
            raise CutOff
        if not length or length > self.most:
            return b""
        return await body.take(exchange, length)

    async def _in_lane(self, name: LaneName, environ: Environ) -> ServedReply:
        """Have the request answered when its turn comes. Who waits for a file sees meanwhile how far it has come."""
        who, ask = self._who(environ), partial(asked, self.app)
        is_shown = environ["REQUEST_METHOD"] in SAFE
        patience = PATIENCE_WITH_A_FILE if name is LaneName.SLOW and not is_shown else None
        try:
            answer = await self.lanes[name].run(who, partial(ask, environ), patience=patience)
            self._remember(environ)
            return answer
        except Busy as busy:
            if name is not LaneName.SLOW or not is_shown:
                raise
            waiting = {**environ, slow.AHEAD: busy.ahead}
            return await self.lanes[LaneName.PAGES].run(who, partial(ask, waiting))

    def _lane(self, scope: RequestScope, environ: Environ) -> LaneName:
        """Return the lane of a request: by its view, and by whether it changes something and who sends it."""
        method = "GET" if scope.method == "HEAD" else scope.method
        try:
            endpoint, _parts = self._address.match(scope.path, method)
            if slow.is_slow(self.app.view_functions[endpoint], method):
                return LaneName.SLOW
        except HTTPException:  # no such page, or a redirect: the application says so
            pass
        if scope.method in SAFE:
            return LaneName.PAGES
        return LaneName.CHANGES if self._token(environ) in self._signed_in else LaneName.STRANGERS

    def _who(self, environ: Environ) -> str:
        """Return what tells people apart for taking turns: their session, or for a stranger where they come from.

        Only the last proxies, which are ours, are believed: a stranger could say anything, and be many.
        """
        if (token := self._token(environ)) in self._signed_in:
            return token
        said = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")[::-1] if self._proxies else []
        passed_on = [one.strip() for one in said if one.strip()][: self._proxies]
        return passed_on[-1] if passed_on else str(environ["REMOTE_ADDR"])

    def _token(self, environ: Environ) -> str:
        cookies = environ.get("HTTP_COOKIE", "").split(";")
        return next((one.strip() for one in cookies if one.strip().startswith(self._session_cookie)), "")

    def _remember(self, environ: Environ) -> None:
        """Remember whose session it was, when the application has found that somebody is signed in with it."""
        if slow.SIGNED_IN in environ:
            self._signed_in[self._token(environ)] = None
            self._signed_in.move_to_end(self._token(environ))
            if len(self._signed_in) > MOST_REMEMBERED:
                self._signed_in.popitem(last=False)

    def _refusal(self, environ: Environ, status: HTTPStatus) -> ServedReply:
        """Return a page that is made once in each language: refusing must cost next to nothing."""
        with self.app.request_context(with_body(environ, b"")):
            language = context.language()
            made = self._refusals.get((language, status)) or self._made(language, status)
        told = [
            *headers.FIXED.items(),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store"),
        ]
        told += [("Content-Security-Policy", headers.POLICY.format(nonce="")), ("Retry-After", TRY_AGAIN)]
        return ServedReply(status, told, made.encode())

    def _made(self, language: str, status: HTTPStatus) -> str:
        errors.ask_no_more()
        with i18n.speaking(language):
            page, _status = errors.page(
                status, _full() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
            )
        return self._refusals.setdefault((language, status), page)


def _full() -> str:
    return _(
        "Många väntar just nu. Ladda om sidan om en stund: webbläsaren skickar då samma uppgifter en gång till."
    )
