"""Settings, read once from the environment. The application refuses to start half-configured."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
ATTEST_ROW = re.compile(r"(\d{1,12}):(\w+(?:\+\w+)*)", re.ASCII)
LEADING = {"unit_head", "division_head", "director"}
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*")
THIS_MACHINE = ("localhost", "127.0.0.1")  # where `serve` listens, and nobody else can be


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message is one sentence that says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another. Times in minutes unless the name says otherwise."""

    database_url: str
    secret_key: str
    demo: bool = False
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    secure_cookies: bool = True
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_tls: str = "starttls"  # starttls, tls or none
    mail_from: str = "samverkan@demo.example"
    case_number_pattern: str = r"[A-ZÅÄÖ]{2,6}[ -]?\d{4}[/-]\d{1,6}"
    case_numbers_shared: bool = (
        True  # whether several matters may carry one number, when the registrator says so
    )
    idle_staff: int = 30
    idle_partner: int = 20
    absolute_hours: int = 10
    throttle_per_key: int = 10
    throttle_per_address: int = 200  # a whole city may sit behind one
    throttle_global: int = 1000
    throttle_window: int = 5
    password_link_minutes: int = 30  # how long a mailed link to choose a password works
    address_link_days: int = 7  # how long a mailed link to confirm an organisation's address works
    address_links_a_day: int = 10  # so many of them are mailed for one organisation in 24 hours
    roles_apart: tuple[tuple[str, str], ...] = (  # never on one account
        ("administrator", "officer"),
        ("administrator", "registrar"),
    )
    # From which amount in kronor a payment is attested by whom: the lowest post of each person.
    attest_table: tuple[tuple[int, tuple[str, ...]], ...] = ((0, ("unit_head", "unit_head")),)
    statement_posts: tuple[str, ...] = (
        "division_head",
        "director",
    )  # who attest a tjänsteutlåtande, in order
    confirm_months: int = 12
    map_at_once: int = (
        50_000  # collaborations that the map counts while one waits; more are counted in the queue
    )
    ends_soon_months: int = 6  # so long before its last day an agreement stands on the homes it concerns
    quiet_months: int = (
        12  # without an occasion: then it is asked whether an informal collaboration has ended
    )
    import_most: int = 5  # MiB that a list sent from a page may have; the server takes at most 10
    least_free: int = 200  # megabytes on the database's disk: below that, not ready
    attachment_most: int = 8  # megabytes of one file that is attached to an agreement
    organisation_name: str = "Stockholms stad"
    administration_name: str = "Arbetsmarknadsförvaltningen"
    committee_name: str = "Arbetsmarknadsnämnden"
    organisation_number: str = "212000-0142"
    court_name: str = "Förvaltningsrätten i Stockholm"  # where the city's decisions are appealed (KL 13:1)
    contact_email: str = "samverkan@demo.example"
    contact_phone: str = ""  # as it is shown to associations, with its hours; empty: none is shown
    data_protection_email: str = "dataskyddsombud@demo.example"  # to be told of (GDPR art. 13.1 b)
    # Full, partial or none: what the city says of the service (lag 2018:1937 13 §).
    accessibility_degree: str = "partial"
    accessibility_flaws: tuple[str, ...] = ()  # what is not accessible and why, a sentence each
    accessibility_assessed_on: date | None = None
    accessibility_updated_on: date | None = None
    accessibility_reply_days: int = 14  # the city's promise to whoever reports an obstacle

    @property
    def cookie_name(self) -> str:
        """The session cookie: host-bound where the connection is encrypted."""
        return "__Host-session" if self.secure_cookies else "session"

    @property
    def contact(self) -> str:
        """Whom an association asks, in mail and where nobody is signed in: the address, and the telephone if any."""
        return ", ".join(filter(None, (self.contact_email, self.contact_phone)))


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Outside the demo `SECRET_KEY`, `PUBLIC_URL` and `DATABASE_URL` must be given.

    A secret may be given as a file instead: `SECRET_KEY_FILE=/run/secrets/key`. Raises SettingsError.
    """
    demo = environ.get("DEMO", "") == "1"
    url = _database(environ, demo)
    public = environ.get("PUBLIC_URL") or (f"http://127.0.0.1:{environ.get('PORT', '8000')}" if demo else "")
    if not public:
        raise SettingsError(
            "Set PUBLIC_URL to the address that people use, for example https://samverkan.example.se."
        )
    given: dict[str, Any] = {
        name: environ[name.upper()]
        for name in ("smtp_host", "smtp_user", "smtp_tls", "mail_from", "case_number_pattern", "organisation_name",
                     "administration_name", "committee_name", "organisation_number", "contact_email", "contact_phone",
                     "court_name", "data_protection_email")
        if environ.get(name.upper())
    }  # fmt: skip
    if demo:
        given.setdefault("contact_phone", "08-000 00 00, vardagar 9–15")
    numbers: dict[str, Any] = {
        name: _whole(environ, name)
        for name in ("smtp_port", "proxies", "idle_staff", "idle_partner", "absolute_hours", "throttle_per_key",
                     "throttle_global", "throttle_window", "confirm_months", "quiet_months", "import_most",
                     "map_at_once",
                     "ends_soon_months",
                     "least_free", "attachment_most", "throttle_per_address", "accessibility_reply_days",
                     "password_link_minutes", "address_link_days", "address_links_a_day")
        if environ.get(name.upper())
    }  # fmt: skip
    return Settings(
        database_url=url,
        secret_key=_secret_key(environ, demo),
        demo=demo,
        public_url=public.rstrip("/"),
        secure_cookies=public.startswith("https://"),
        case_numbers_shared=environ.get("CASE_NUMBERS_SHARED", "1") != "0",
        trusted_hosts=_trusted(environ, public),
        smtp_password=_secret(environ, "SMTP_PASSWORD"),
        **_powers(environ),
        **_statement(environ),
        **given,
        **numbers,
    )


def flask_config(chosen: Settings) -> dict[str, Any]:
    """Return the settings as Flask and its extensions want them; `SETTINGS` holds our own."""
    return {
        "SETTINGS": chosen,
        "SECRET_KEY": chosen.secret_key,
        "SQLALCHEMY_DATABASE_URI": chosen.database_url,
        "SESSION_COOKIE_NAME": "__Host-visit" if chosen.secure_cookies else "visit",
        "SESSION_COOKIE_SECURE": chosen.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": max(10, chosen.attachment_most + 2) * 2**20,
        "MAX_FORM_MEMORY_SIZE": 2 * 2**20,
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_CHECK_DEFAULT": False,  # checked in web.transaction, where a failed check keeps what was typed
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session it belongs to
        "WTF_CSRF_SSL_STRICT": False,  # Referrer-Policy is no-referrer; Sec-Fetch-Site is checked instead
        "BABEL_DEFAULT_LOCALE": "sv",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Stockholm",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "registry" / "translations"),
    }


def _trusted(environ: Mapping[str, str], public: str) -> tuple[str, ...]:
    """Return the hosts to answer to: those given, otherwise the one of PUBLIC_URL and this machine by itself."""
    given = tuple(environ.get("TRUSTED_HOSTS", "").replace(",", " ").split())
    if wrong := next((name for name in given if not HOST.fullmatch(name)), None):
        raise SettingsError(
            f"TRUSTED_HOSTS must hold host names alone, without https:// or paths, not {wrong}."
        )
    host = urlsplit(public).hostname
    if not host:
        raise SettingsError("PUBLIC_URL must be a whole address, for example https://samverkan.example.se.")
    return tuple(name.lower() for name in given) or (host, *THIS_MACHINE)


def _database(environ: Mapping[str, str], demo: bool) -> str:
    url = environ.get("DATABASE_URL", "")
    if not url:
        if not demo:
            raise SettingsError(
                "Set DATABASE_URL, for example postgresql://registry@db/registry or sqlite:////srv/registry.db."
            )
        (ROOT / "instance").mkdir(exist_ok=True)
        return f"sqlite:///{ROOT / 'instance' / 'registry.db'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _secret_key(environ: Mapping[str, str], demo: bool) -> str:
    key = _secret(environ, "SECRET_KEY")
    if key:
        if len(key) < 32:
            raise SettingsError("SECRET_KEY must have at least 32 characters.")
        return key
    if not demo:
        raise SettingsError("Set SECRET_KEY or SECRET_KEY_FILE to at least 32 random characters.")
    kept = ROOT / "instance" / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingsError(f"{name}_FILE cannot be read: {error.strerror}.") from None
    return environ.get(name) or None


def _statement(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read what the city says of its accessibility. Raises SettingsError for what the statement cannot say."""
    degree = environ.get("ACCESSIBILITY_DEGREE") or "partial"
    if degree not in {"full", "partial", "none"}:
        raise SettingsError("ACCESSIBILITY_DEGREE must be full, partial or none.")
    flaws = tuple(filter(None, map(str.strip, environ.get("ACCESSIBILITY_FLAWS", "").split("|"))))
    if degree == "full" and flaws:
        raise SettingsError("ACCESSIBILITY_DEGREE cannot be full while ACCESSIBILITY_FLAWS names something.")
    days = {name: _date(environ, name) for name in ("accessibility_assessed_on", "accessibility_updated_on")}
    return {"accessibility_degree": degree, "accessibility_flaws": flaws, **days}


def _powers(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read which roles never meet on one account, and who attests what. Raises SettingsError."""
    found: dict[str, Any] = {}
    if "ROLES_APART" in environ:
        pairs = [tuple(pair.split("+")) for pair in environ["ROLES_APART"].split()]
        if any(len(pair) != 2 or pair[0] == pair[1] for pair in pairs):
            raise SettingsError("ROLES_APART must be pairs of roles, for example administrator+officer.")
        found["roles_apart"] = tuple(pairs)
    if given := environ.get("ATTEST_TABLE"):
        rows = [ATTEST_ROW.fullmatch(row) for row in given.split()]
        table = tuple(sorted((int(row[1]), tuple(row[2].split("+"))) for row in rows if row))
        if not all(rows) or len({amount for amount, _posts in table}) < len(rows) or table[0][0] != 0:
            raise SettingsError(
                "ATTEST_TABLE must say from which amount who attests, beginning at 0, for example "
                "0:unit_head+unit_head 500000:unit_head+division_head."
            )
        found["attest_table"] = table
    if posts := tuple(environ.get("STATEMENT_POSTS", "").split()):
        if not set(posts) <= LEADING or len(set(posts)) < len(posts):
            raise SettingsError(
                "STATEMENT_POSTS must name unit_head, division_head or director, each once, in the order they attest."
            )
        found["statement_posts"] = posts
    return found


def _date(environ: Mapping[str, str], name: str) -> date | None:
    text = environ.get(name.upper(), "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingsError(f"{name.upper()} must be a date such as 2026-11-21.") from None


def _whole(environ: Mapping[str, str], name: str) -> int:
    text = environ[name.upper()]
    if not (text.isascii() and text.isdigit()):
        raise SettingsError(f"{name.upper()} must be a whole number.")
    return int(text)


_in_force: list[Settings] = []


def use(chosen: Settings) -> None:
    """Make these the settings in force: called once, by `create_app`, so that actions need not reach for Flask."""
    _in_force[:] = [chosen]


def current() -> Settings:
    """Return the settings in force. Raises SettingsError before `create_app`."""
    if not _in_force:
        raise SettingsError("The application has not been created yet.")
    return _in_force[0]
