"""The registry of partner collaborations: `create_app()` puts the parts together and does nothing else."""

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager

from registry import cli, settings, wiring
from registry.city.accounts import login, returning
from registry.city.units import queries as units
from registry.city.vocabulary.queries import english_names
from registry.core import i18n
from registry.core.database import db, engine_options, prepare
from registry.notifications import delivery
from registry.web import (
    clean_request,
    context,
    errors,
    filters,
    headers,
    hosts,
    session_cookie,
    transaction,
    typesetting,
)
from registry.web.front import slow

# What surrounds every page, in the order in which it is laid around.
FRAME = (
    hosts, headers, filters, context, typesetting, errors, clean_request, slow, transaction, session_cookie, returning,
)  # fmt: skip


def create_app(given: settings.Settings | None = None) -> Flask:
    """Return the application for the given settings, or for those of the environment."""
    chosen = given or settings.from_environment()
    settings.use(chosen)
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.from_mapping(settings.flask_config(chosen))
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(chosen.database_url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    Babel(app, locale_selector=context.language)
    login.init_app(app, LoginManager(), load=units.signed_in)
    delivery.configure(chosen)
    i18n.named_by(english_names)
    wiring.wire()
    for feature in wiring.FEATURES:
        app.register_blueprint(feature)
    for part in FRAME:
        part.init_app(app)
    cli.init_app(app)
    return app
