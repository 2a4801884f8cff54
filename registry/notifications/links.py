"""The addresses that messages point at. They begin with the configured `PUBLIC_URL`, never with what a request says."""

from uuid import UUID

from registry.notifications import delivery

AGREEMENT = "/agreements/{id}"
PORTAL = "/portal/"


def agreement(agreement_id: UUID) -> str:
    """Return the address of an agreement's page for staff."""
    return _public(AGREEMENT.format(id=agreement_id))


def portal() -> str:
    """Return the address of the partner's own page: what it may see is listed there after sign-in."""
    return _public(PORTAL)


def _public(path: str) -> str:
    return delivery.settings().public_url.rstrip("/") + path
