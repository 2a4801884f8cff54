"""Pages of payments."""

from flask import Blueprint

from registry.payments import models

bp = Blueprint("payments", __name__, url_prefix="/payments")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
