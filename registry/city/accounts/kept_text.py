"""What somebody typed in a form whose session had ended: carried by the page itself, sealed, and stored nowhere.

It comes along to the one who wrote it. A form's CSRF token, which only we can make, tells whose session the form was
shown in: so neither another site nor another account can put words into somebody's form.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from registry.city.accounts import sessions

SECRET_FIELDS = frozenset({"csrf_token", "password", "current", "new"})
A_DAY = 24 * 60 * 60  # seconds that a seal holds
CODE = re.compile(r"[a-z0-9_.:-]*")  # choices, numbers, days and identifiers: nothing to copy


@dataclass(frozen=True, slots=True)
class KeptText:
    """What was typed, by name of field, and who wrote it as far as we know."""

    fields: tuple[tuple[str, str], ...] = ()
    writer: UUID | None = None

    @property
    def shown(self) -> list[str]:
        """Return what a person may want to copy, each text once."""
        texts = (value.strip() for _name, value in self.fields)
        return list(dict.fromkeys(text for text in texts if not CODE.fullmatch(text)))

    def comes_along(self) -> bool:
        """Whether it may be put into a form: one of our own pages sent it."""
        return self.writer is not None or request.headers.get("Sec-Fetch-Site") == "same-origin"

    def is_for(self, user_id: UUID) -> bool:
        """Whether it may be put into this person's form."""
        return self.writer in {None, user_id}


def sent() -> KeptText:
    """Return what the request sends, without passwords, tokens and files."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    return KeptText(tuple(fields), _writer(request.form.get("csrf_token", "")))


def sealed(kept: KeptText) -> tuple[str, str]:
    """Return the text as JSON, and a seal that binds it to its writer and to this address."""
    text = json.dumps([list(kept.fields), str(kept.writer or "")], ensure_ascii=False)
    return text, _signer().sign(_print_of(text)).decode()


def opened() -> KeptText | None:
    """Return what the page carried; None when the seal does not hold, or belongs to another address."""
    text = request.form.get("kept", "")
    try:
        printed = _signer().unsign(request.form.get("seal", ""), max_age=A_DAY).decode()
    except BadData:
        return None
    if printed != _print_of(text):
        return None
    fields, writer = json.loads(text)
    return KeptText(tuple((name, value) for name, value in fields), UUID(writer) if writer else None)


def _writer(token: str) -> UUID | None:
    """Return whose session the token was made in, also when that session has ended."""
    # As Flask-WTF makes them.
    tokens = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
    try:
        return sessions.user_of(str(tokens.loads(token)))
    except BadData:
        return None


def _signer() -> TimestampSigner:
    return TimestampSigner(str(current_app.secret_key), salt="kept text")


def _print_of(text: str) -> str:
    return hashlib.sha256(f"{request.path}\n{text}".encode()).hexdigest()
