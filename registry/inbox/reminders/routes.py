"""Reminders have no pages of their own: they are mail, and what waits is the inbox's matter."""

from flask import Blueprint

from registry.inbox.reminders import reminding

bp = Blueprint("reminders", __name__)
__all__ = ["bp", "reminding"]  # the daily jobs are known from the start
