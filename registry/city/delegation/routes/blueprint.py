"""The blueprint that the pages of the delegation order share."""

from flask import Blueprint

bp = Blueprint("delegation", __name__, url_prefix="/delegation")
