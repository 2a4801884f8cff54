"""Pages of collaborations."""

from flask import Blueprint

bp = Blueprint("collaborations", __name__, url_prefix="/collaborations")
