"""Flask-Migrate's settings, where it looks for them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from registry.core import migrations
from registry.core.database import db

if TYPE_CHECKING:
    from flask_migrate import Migrate

OPTIONS = {"render_as_batch": True, "compare_type": True}


@dataclass(frozen=True)
class MigrationSettings:
    """What Flask-Migrate would put there itself, but for loading it and Alembic into every process that serves."""

    db: SQLAlchemy = db
    directory: str = str(migrations.FOLDER)
    configure_args: dict[str, Any] = field(default_factory=lambda: dict(OPTIONS))

    @property
    def migrate(self) -> "Migrate":
        """Flask-Migrate's own object, loaded by the command that asks for it."""
        from flask_migrate import Migrate

        return Migrate(db=self.db, directory=self.directory, **self.configure_args)


def init_app(app: Flask) -> None:
    """Let `flask db` and `migrations/env.py` find the database and how it is compared."""
    app.extensions["migrate"] = MigrationSettings()
