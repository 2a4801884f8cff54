"""The registry of partner collaborations: `create_app()` puts the parts together and does nothing else."""

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate

from registry import cli, settings, wiring
from registry.agreements.recording.routes import bp as recording_bp
from registry.agreements.reopening.routes import bp as reopening_bp
from registry.agreements.routes import bp as agreements_bp
from registry.audit.routes import bp as audit_bp
from registry.city.accounts import login, returning
from registry.city.accounts.routes import bp as accounts_bp
from registry.city.budgets.routes import bp as budgets_bp
from registry.city.deadlines.routes import bp as deadlines_bp
from registry.city.delegation.routes import bp as delegation_bp
from registry.city.diary.routes import bp as diary_bp
from registry.city.guidelines.routes import bp as guidelines_bp
from registry.city.priorities.routes import bp as priorities_bp
from registry.city.saved_views.routes import bp as saved_views_bp
from registry.city.units import queries as units
from registry.city.units.absences.routes import bp as absences_bp
from registry.city.units.routes import bp as units_bp
from registry.city.units.upkeep.routes import bp as upkeep_bp
from registry.city.vocabulary.queries import english_names
from registry.collaborations.routes import bp as collaborations_bp
from registry.core import i18n
from registry.core.database import db, engine_options, prepare
from registry.documents.routes import bp as documents_bp
from registry.enquiries.routes import bp as enquiries_bp
from registry.inbox.reminders.routes import bp as reminders_bp
from registry.inbox.routes import bp as reports_bp
from registry.inbox.routes import inbox as inbox_bp
from registry.inbox.routes import lead_times as lead_times_bp
from registry.matters.approvals.routes import bp as approvals_bp
from registry.matters.decisions.routes import bp as decisions_bp
from registry.matters.impartiality.routes import bp as impartiality_bp
from registry.matters.routes import bp as matters_bp
from registry.money.payments.routes import bp as payments_bp
from registry.notifications import delivery
from registry.partners.duplicates.routes import bp as duplicates_bp
from registry.partners.exchange.routes import bp as imports_bp
from registry.partners.organisations.routes import bp as organisations_bp
from registry.partners.payees.routes import bp as payees_bp
from registry.partners.profiles.routes import bp as profiles_bp
from registry.partners.recognition.routes import bp as recognition_bp
from registry.partners.structures.routes import bp as structures_bp
from registry.portal.routes import bp as portal_bp
from registry.web import clean_request, context, errors, filters, headers, hosts, transaction, typesetting
from registry.web.routes import bp as web_bp

FEATURES = (
    web_bp, accounts_bp, audit_bp, units_bp, upkeep_bp, absences_bp, saved_views_bp, organisations_bp, duplicates_bp,
    priorities_bp, structures_bp, collaborations_bp,
    delegation_bp, diary_bp, deadlines_bp, budgets_bp, guidelines_bp,
    approvals_bp, documents_bp, decisions_bp, payees_bp, recognition_bp,
    profiles_bp, matters_bp, impartiality_bp, agreements_bp, recording_bp, reopening_bp,
    payments_bp, reminders_bp, enquiries_bp, reports_bp, inbox_bp,
    lead_times_bp,
    portal_bp, imports_bp,
)  # fmt: skip
# What surrounds every page, in the order in which it is laid around.
FRAME = (hosts, headers, filters, context, typesetting, errors, clean_request, transaction, returning)


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
    Migrate(app, db, directory=str(settings.ROOT / "migrations"), render_as_batch=True, compare_type=True)
    Babel(app, locale_selector=context.language)
    login.init_app(app, LoginManager(), load=units.signed_in)
    delivery.configure(chosen)
    i18n.named_by(english_names)
    wiring.wire()
    for feature in FEATURES:
        app.register_blueprint(feature)
    for part in FRAME:
        part.init_app(app)
    cli.init_app(app)
    return app
