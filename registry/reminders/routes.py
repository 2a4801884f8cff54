"""Pages of reminders."""

from flask import Blueprint

from registry.reminders import models

bp = Blueprint("reminders", __name__, url_prefix="/reminders")
TABLES = models.__all__ if hasattr(models, "__all__") else ()
