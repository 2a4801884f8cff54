"""The peer: Django's admin over our own tables, what an IT department would build in an afternoon.

Runs as a program of its own, since Django's settings belong to a whole process:
`python -m benchmarks.scale.peer URL ID` prints the median milliseconds of its list, search and detail page as JSON.
"""

import json
import secrets
import statistics
import sys
import time
from typing import Any

import django
from django.apps import AppConfig
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import path
from sqlalchemy import make_url

RUNS = 7
APP = "peer"


class Peer(AppConfig):
    """The application that the admin thinks our tables belong to."""

    name, label = "benchmarks.scale", APP


def measure(url: str, record: str) -> dict[str, float]:
    """Return what each page of the admin takes, after one visit that is not counted."""
    _configure(url)
    client = _signed_in()
    base = f"/{APP}/organisation/"
    pages = {"list": base, "search": f"{base}?q=f%C3%B6rening", "detail": f"{base}{record}/change/"}
    return {what: _median(client, path) for what, path in pages.items()}


def _median(client: Any, path: str) -> float:
    taken = []
    for _run in range(RUNS + 1):
        before = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - before) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(taken[1:])


def _configure(url: str) -> None:
    parts = make_url(url)
    database = (
        {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.database}
        if parts.get_backend_name() == "sqlite"
        else {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.database,
            "USER": parts.username,
            "HOST": parts.query["host"],
        }
    )
    middleware = (
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    )  # fmt: skip
    contrib = ("admin", "auth", "contenttypes", "sessions", "messages")
    context = ("request", "auth.context_processors.auth", "messages.context_processors.messages")
    processors = [
        f"django.template.context_processors.{context[0]}",
        *(f"django.contrib.{one}" for one in context[1:]),
    ]
    settings.configure(
        SECRET_KEY=secrets.token_hex(), ROOT_URLCONF=__name__, DATABASES={"default": database}, USE_TZ=True,
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in contrib), "benchmarks.scale.peer.Peer"],
        MIDDLEWARE=middleware, ALLOWED_HOSTS=["*"],
        STATIC_URL="/static/", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": processors},
        }],
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)
    _register()


def _register() -> None:
    names = (
        "name",
        "number",
        "sector",
        "legal_form",
        "seat",
        "registration",
        "sort_name",
        "postcode",
        "street",
        "website",
    )
    fields: dict[str, Any] = {name: models.CharField(max_length=300, null=True) for name in names}
    fields |= {"id": models.UUIDField(primary_key=True), "purpose": models.TextField(null=True)}
    meta = type(
        "Meta",
        (),
        {"app_label": APP, "managed": False, "db_table": "organisation", "ordering": ("sort_name", "id")},
    )
    organisation = type("Organisation", (models.Model,), {**fields, "Meta": meta, "__module__": __name__})
    shown = {
        "list_display": ("name", "number", "legal_form", "seat", "registration"),
        "search_fields": ("name", "number", "seat"), "list_filter": ("sector", "legal_form", "registration"),
        "list_per_page": 50,
    }  # fmt: skip
    admin.site.register(organisation, type("Shown", (admin.ModelAdmin,), shown))
    urlpatterns.append(path("", admin.site.urls))


def _signed_in() -> Any:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench", "bench@demo.example", "x"))
    return client


urlpatterns: list[Any] = []

if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
