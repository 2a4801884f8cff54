"""Pages of priorities."""

from flask import Blueprint

bp = Blueprint("priorities", __name__, url_prefix="/grounds")
