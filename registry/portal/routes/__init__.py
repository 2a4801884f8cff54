"""The partner's pages: what it does with the city, what the city holds of it, and what it proposes."""

from registry.portal.routes import collaborations, contacts, organisation, proposals
from registry.portal.routes.blueprint import bp

__all__ = ["bp", "collaborations", "contacts", "organisation", "proposals"]
