"""Pages of guidelines."""

from flask import Blueprint

bp = Blueprint("guidelines", __name__, url_prefix="/guidelines")
