"""Pages of structures: networks, places, methods and groups, and what each of them is."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.vocabulary import queries as vocabulary
from registry.core.i18n import lazy
from registry.partners.structures import queries
from registry.partners.structures.models import EventKind, Structure, StructureKind
from registry.web import panels
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs

bp = Blueprint("structures", __name__, url_prefix="/structures")

KINDS = Tabs(
    "kind",
    [
        ("all", lazy("Alla")),
        (StructureKind.NETWORK.value, lazy("Nätverk")),
        (StructureKind.PLACE.value, lazy("Platser")),
        (StructureKind.METHOD.value, lazy("Metoder")),
        (StructureKind.GROUP.value, lazy("Grupper")),
        (StructureKind.COOPERATION.value, lazy("Samverkansformer")),
        (StructureKind.DEVELOPMENT.value, lazy("Utvecklingsarbete")),
        (StructureKind.OPERATION.value, lazy("Verksamheter")),
    ],
)


@bp.get("/")
@requires(Permission.STRUCTURE_READ)
def index() -> Answer:
    """Show the structures, a kind at a time or all."""
    kind = next((kind for kind in StructureKind if kind.value == KINDS.current()), None)
    found = queries.listed(current_actor(), kind)
    return render_template(
        "structures/index.html",
        tabs=_tabs(), kind=kind, found=found, districts=_districts(), is_cut=len(found) >= queries.MOST_LISTED,
    )  # fmt: skip


@bp.get("/<uuid:structure_id>")
@requires(Permission.STRUCTURE_READ, load=queries.structure)
def show(structure: Structure) -> Answer:
    """Show a structure: who takes part, what it offers, what has happened in it, and what we do there."""
    return render_template(
        "structures/show.html",
        structure=structure,
        districts=_districts(),
        events={kind: [event for event in structure.events if event.kind is kind] for kind in EventKind},
        panels=panels.of("structure", current_actor(), structure),
    )


def _districts() -> dict[UUID, str]:
    """Every district by identifier, in words that say what became of one that is no more."""
    return {term.id: term.words for term in vocabulary.terms().districts}


def _tabs() -> list[dict[str, Any]]:
    current = KINDS.current()
    address: dict[str, dict[str, Any]] = {value: KINDS.part(value) for value, _words in KINDS.choices}
    return [
        {"label": words, "url": url_for("structures.index", **address[value]), "current": value == current}
        for value, words in KINDS.choices
    ]
