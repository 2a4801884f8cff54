"""Pages of organisations: the catalogue, each organisation, its contacts and its names."""

from registry.organisations.routes import catalogue, contacts, names, people, records, relations
from registry.organisations.routes.blueprint import bp

__all__ = ["bp", "catalogue", "contacts", "names", "people", "records", "relations"]
