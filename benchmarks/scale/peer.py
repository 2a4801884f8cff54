"""The peer: Django's admin over our own tables, what an IT department would build in an afternoon.

Runs as a program of its own, since Django's settings belong to a whole process:
`python -m benchmarks.scale.peer URL ID` prints the median milliseconds of processor of its list, search and detail page
as JSON. Our page of an organisation shows what belongs to it, so the peer's does too, as an admin's inlines: other
names, contacts, sources and collaborations. Its form alone is measured beside.
"""

import json
import secrets
import statistics
import sys
from collections.abc import Callable
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

from benchmarks.processor import clock

RUNS, WARM = 15, 12  # as often as ours
APP = "peer"
BESIDE = {
    "organisation_name": ("name",),
    "contact": ("label", "person", "email", "phone"),
    "organisation_source": ("source", "source_id"),
    "party": ("collaboration",),
}


class Peer(AppConfig):
    """The application that the admin thinks our tables belong to."""

    name, label = "benchmarks.scale", APP


def measure(url: str, record: str) -> dict[str, float]:
    """Return what each page of the admin takes, after one visit that is not counted."""
    _configure(url)
    client = _signed_in()
    spent = clock(str(make_url(url).query["host"]) if url.startswith("postgresql") else None)
    base = f"/{APP}/organisation/"
    detail = f"{base}{record}/change/"
    pages = {"list": base, "search": f"{base}?q=f%C3%B6rening", "detail": detail}
    found = {page: _median(client, path, spent) for page, path in pages.items()}
    admin.site.get_model_admin(_models["organisation"]).inlines = ()
    return found | {"detail, the form alone": _median(client, detail, spent)}


def _median(client: Any, path: str, spent: Callable[[], float]) -> float:
    taken = []
    for _run in range(WARM + RUNS):
        before = spent()
        answer = client.get(path)
        taken.append(spent() - before)
        assert answer.status_code == 200, (path, answer.status_code)
    return statistics.median(taken[WARM:])


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
    fields["purpose"] = models.TextField(null=True)
    organisation = _model("organisation", fields, ordering=("sort_name", "id"))
    shown = {
        "list_display": ("name", "number", "legal_form", "seat", "registration"),
        "search_fields": ("name", "number", "seat"), "list_filter": ("sector", "legal_form", "registration"),
        "list_per_page": 50, "inlines": _beside(organisation),
    }  # fmt: skip
    admin.site.register(organisation, type("Shown", (admin.ModelAdmin,), shown))
    urlpatterns.append(path("", admin.site.urls))


def _beside(organisation: Any) -> list[type]:
    """Return the tables of what belongs to an organisation; its collaborations are told by their titles."""
    _model("collaboration", {"title": models.CharField(max_length=300), "__str__": lambda self: self.title})
    return [_inline(name, names, organisation) for name, names in BESIDE.items()]


def _inline(name: str, names: tuple[str, ...], organisation: Any) -> type:
    fields: dict[str, Any] = {one: models.CharField(max_length=300, null=True) for one in names}
    fields["organisation"] = models.ForeignKey(organisation, models.DO_NOTHING)
    read_only = tuple(one for one in names if one in _models)
    for one in read_only:
        fields[one] = models.ForeignKey(_models[one], models.DO_NOTHING)
    shown = {"model": _model(name, fields), "extra": 0, "fields": names, "readonly_fields": read_only}
    return type(f"Shown_{name}", (admin.TabularInline,), shown)


def _model(name: str, fields: dict[str, Any], **meta: Any) -> Any:
    about = type("Meta", (), {"app_label": APP, "managed": False, "db_table": name, **meta})
    key = models.UUIDField(primary_key=True)
    made = type(
        name.title().replace("_", ""),
        (models.Model,),
        {"id": key, **fields, "Meta": about, "__module__": __name__},
    )
    _models[name] = made
    return made


def _signed_in() -> Any:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench", "bench@demo.example", "x"))
    return client


urlpatterns: list[Any] = []
_models: dict[str, Any] = {}

if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))
