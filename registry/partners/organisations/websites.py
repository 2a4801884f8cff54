"""Addresses of websites: how one is written, and when two spellings lead to the same page. Pure."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from registry.core.i18n import _

MOST = 300
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
    """Return what two spellings of one page share: scheme, `www.`, letter case and the last slash aside."""
    text = (address or "").strip().lower()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return text
    return host + parts.path.rstrip("/") + f"?{parts.query}" * bool(parts.query)


def _is_host(host: str) -> bool:
    labels = host.removeprefix("www.").split(".")
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and bool(_ENDING.fullmatch(labels[-1]))


def _wrong() -> str:
    return _("Skriv adressen så här: www.exempel.se.")
