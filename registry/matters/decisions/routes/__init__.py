"""Pages of what comes after a decision. Importing the modules puts their views on the blueprint."""

from registry.matters.decisions import documents
from registry.matters.decisions.routes import courts, lists, posting, register, statements
from registry.matters.decisions.routes.blueprint import bp

__all__ = [
    "bp",
    "courts",
    "documents",
    "lists",
    "posting",
    "register",
    "statements",
]  # the worker's jobs are known from the start
