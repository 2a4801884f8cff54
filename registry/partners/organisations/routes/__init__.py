"""Pages of organisations: the catalogue, each organisation, its contacts and its names."""

from registry.partners.organisations.routes import catalogue, contacts, names, people, records, relations
from registry.partners.organisations.routes.blueprint import bp

__all__ = ["bp", "catalogue", "contacts", "names", "people", "records", "relations"]
