"""Pages of deadlines."""

from flask import Blueprint

from registry.deadlines import models

bp = Blueprint("deadlines", __name__, url_prefix="/deadlines")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
