"""Pages of budgets."""

from flask import Blueprint

from registry.budgets import models

bp = Blueprint("budgets", __name__, url_prefix="/budgets")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
