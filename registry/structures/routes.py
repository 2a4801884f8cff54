"""Pages of structures."""

from flask import Blueprint

bp = Blueprint("structures", __name__, url_prefix="/structures")
