"""Addresses of websites: how one is written, and when two spellings lead to the same page. Pure."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from registry.core.i18n import _
from registry.core.language import addresses
from registry.core.language.spelling import listed

MOST = 300
# Hosts where many organisations have their pages: there the first part of the path belongs to the address.
SHARED_HOSTS = listed("""
facebook.com foreningssajten.se google.com hembygd.se idrottonline.se instagram.com klubbenonline.se laget.se
linktr.ee one.com sites.google.com sportadmin.se svenskalag.se wordpress.com youtube.com
""")
_LABEL = re.compile(r"[a-z0-9_åäöéü](?:[a-z0-9_åäöéü-]*[a-z0-9åäöéü])?")
_ENDING = re.compile(r"[a-zåäö]{2,24}|xn--[a-z0-9-]+")


def website(text: str) -> str:
    """Return the address with its scheme, the host in small letters. Raises ValueError with a Swedish sentence."""
    text = text.strip().rstrip(".")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        raise ValueError(_wrong()) from None
    is_good = parts.scheme in {"http", "https"} and "@" not in parts.netloc and _is_host(host)
    rest = f":{port}" * bool(port) + parts.path + f"?{parts.query}" * bool(parts.query)
    address = f"{parts.scheme}://{host}{rest}" + f"#{parts.fragment}" * bool(parts.fragment)
    if not is_good or re.search(r"\s", text) or len(address) > MOST:
        raise ValueError(_wrong())
    return address


@lru_cache(maxsize=16384)
def page_key(address: str | None) -> str:
    """Return what two spellings of one page share: the same that the search finds it by."""
    taken = addresses.read(address or "")
    return taken.page if taken else (address or "").strip().lower()


@lru_cache(maxsize=16384)
def web_key(address: str | None) -> str | None:
    """Return what identifies a website: its host; on a shared host with the first part of the path."""
    taken = addresses.read(address or "")
    if taken is None or "." not in taken.host:
        return None
    path = taken.path.strip("/").split("/")[0]
    return taken.host if taken.host not in SHARED_HOSTS else f"{taken.host}/{path}"[:MOST] if path else None


def _is_host(host: str) -> bool:
    labels = host.removeprefix("www.").split(".")
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and bool(_ENDING.fullmatch(labels[-1]))


def _wrong() -> str:
    return _("Skriv adressen så här: www.exempel.se.")
