"""The blueprint of the partner's pages."""

from flask import Blueprint

bp = Blueprint("portal", __name__, url_prefix="/portal")
