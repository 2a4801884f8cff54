"""Pages that belong to no feature: the way home, the language, what the law wants told, and the health checks."""

from http import HTTPStatus

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.core import clock, readiness
from registry.core.database import db
from registry.web.frame import LANGUAGES
from registry.web.guard import current_actor, public, requires
from registry.web.redirect import local_path

bp = Blueprint("web", __name__)


@bp.get("/")
@requires(Permission.HOME)
def home() -> Response:
    """Send each person to the page that answers what waits for them."""
    return redirect(url_for("portal.home" if current_actor().is_partner else "reports.home"))


@bp.get("/language/<code>")
@public("everybody chooses a language, also before signing in")
def language(code: str) -> Response:
    """Remember the chosen language in a cookie; nothing is stored with us."""
    answer = redirect(local_path(request.args.get("next")))
    if code in LANGUAGES:
        answer.set_cookie(
            "language", code, max_age=31536000, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return answer


@bp.get("/accessibility")
@public("DOS-lagen (2018:1937) 13 §: the statement is for everybody")
def accessibility() -> str:
    """Show the accessibility statement, with how to report an obstacle."""
    return render_template("web/accessibility.html", city=current_app.config["SETTINGS"])


@bp.get("/personal-data")
@public("GDPR art. 13–14: whoever's data we have is told, with or without an account")
def personal_data() -> str:
    """Show how personal data are processed: who answers for it, why, what, how long, and what one may ask."""
    return render_template("web/personal_data.html", city=current_app.config["SETTINGS"])


@bp.get("/health")
@public("asked by the load balancer")
def health() -> dict[str, str]:
    """Answer that the process lives."""
    return {"status": "ok"}


@bp.get("/ready")
@public("asked by the load balancer")
def ready() -> Response:
    """Answer whether work can be done here now: 503 with the reasons when it cannot (`core/readiness.py`)."""
    least = current_app.config["SETTINGS"].least_free
    found = readiness.look(db.engine, least_free=least, at=clock.now())
    status = "not ready" if found.problems else "ok"
    answer = jsonify(status=status, problems=found.problems, jobs_behind_seconds=found.jobs_behind)
    if found.problems:
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        answer.headers["Retry-After"] = "5"
    return answer
