"""Pages of diary."""

from flask import Blueprint

from registry.diary import models

bp = Blueprint("diary", __name__, url_prefix="/diary")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
