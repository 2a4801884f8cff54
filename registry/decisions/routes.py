"""Pages of decisions."""

from flask import Blueprint

from registry.decisions import models

bp = Blueprint("decisions", __name__, url_prefix="/decisions")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
