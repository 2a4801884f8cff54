"""`flask db`: the tables brought up or down, by Flask-Migrate's own commands."""

from flask_migrate.cli import db

COMMANDS = (db,)
