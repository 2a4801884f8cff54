"""The addresses that are measured: lists, far pages, searches, filters and single records, with values that exist."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Engine, func, select

from registry.collaborations import queries as collaborations
from registry.collaborations.models import Collaboration, Party
from registry.core.database import Base
from registry.partners.organisations import catalogue as organisations
from registry.partners.organisations.models import Organisation, OrganisationName
from registry.web.pagination import cursor_after

ORGANISATIONS, COLLABORATIONS, MAP = "/organisations/", "/collaborations/", "/map/"


def addresses(engine: Engine) -> dict[str, str]:
    """Return what is measured and its address, in the order of the table."""
    with engine.connect() as connection:
        get = connection.execute
        middle = get(_middle(Organisation, Organisation.sort_name)).one()
        far = get(_middle(Collaboration, Collaboration.sort_title)).one()
        busiest = select(Party.organisation_id).group_by(Party.organisation_id).order_by(func.count().desc())
        values = {
            "id": middle.id, "name": middle.name, "far": cursor_after(middle, organisations.ORDER),
            "number": get(_a_number()).scalar_one(),
            "earlier": get(select(OrganisationName.name).order_by(OrganisationName.id).limit(1)).scalar_one(),
            "busiest": get(busiest.limit(1)).scalar_one(), "matter": far.id, "title": far.title, "unit": far.unit_id,
            "far_matter": cursor_after(far, collaborations.ORDER),
            "common": get(_linked("district", descending=True)).scalar_one(),
            "rare": get(_linked("district", descending=False)).scalar_one(),
            "group": get(_linked("target_group", descending=True)).scalar_one(),
        }  # fmt: skip
    return dict(_organisations(values)) | dict(_collaborations(values)) | dict(_map())


def _organisations(of: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "list", ORGANISATIONS
    yield "list, half way in", asking(ORGANISATIONS, page=of["far"])
    yield "search, a word that very many have", asking(ORGANISATIONS, q="förening")
    yield "search, two common words", asking(ORGANISATIONS, q="stockholm förening")
    yield "search, a whole name", asking(ORGANISATIONS, q=of["name"])
    yield "search, the beginning of a word", asking(ORGANISATIONS, q="hemb")
    yield "search, a misspelt word", asking(ORGANISATIONS, q="hembygsförenig")
    yield "search, a number", asking(ORGANISATIONS, q=of["number"].replace("-", ""))
    yield "search, an earlier name", asking(ORGANISATIONS, q=of["earlier"])
    yield "search, a word nobody has", asking(ORGANISATIONS, q="xylofonkvartett")
    yield "filter, legal form", asking(ORGANISATIONS, legal_form="foundation")
    yield "filter, a common district", asking(ORGANISATIONS, district=of["common"])
    yield "filter, a rare district", asking(ORGANISATIONS, district=of["rare"])
    yield "filter, a rare value", asking(ORGANISATIONS, registration="yes")
    yield (
        "filter, district and target group",
        asking(ORGANISATIONS, district=of["rare"], target_group=of["group"]),
    )
    yield "filter, a postcode's beginning", asking(ORGANISATIONS, postcode="113")
    yield "filter, nothing left", asking(ORGANISATIONS, district=of["rare"], registration="no")
    yield "search and filter", asking(ORGANISATIONS, q="förening", target_group=of["group"])
    yield "an organisation", f"{ORGANISATIONS}{of['id']}"
    yield "the organisation with most to do", f"{ORGANISATIONS}{of['busiest']}"
    yield "suggestions while typing", asking(f"{ORGANISATIONS}suggestions", q="stockholms cyk")


def _collaborations(of: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "collaborations", COLLABORATIONS
    yield "collaborations, half way in", asking(COLLABORATIONS, page=of["far_matter"])
    yield "collaborations, a word of the title", asking(COLLABORATIONS, q="språkkafé")
    yield "collaborations, a partner's name", asking(COLLABORATIONS, q=of["name"])
    yield "collaborations, a unit", asking(COLLABORATIONS, unit=of["unit"])
    yield "collaborations, a rare district", asking(COLLABORATIONS, district=of["rare"])
    yield (
        "collaborations, district and status",
        asking(COLLABORATIONS, district=of["common"], status="planned"),
    )
    yield "a collaboration", f"{COLLABORATIONS}{of['matter']}"


def _map() -> Iterator[tuple[str, str]]:
    """On days when about one collaboration in fifty, and one in twenty, had begun: 20,000 and 50,000 of a million."""
    yield "map, 2 % have begun", asking(MAP, on="2015-03-21")
    yield "map, 5 % have begun", asking(MAP, on="2015-07-19")
    yield (
        "map, districts and activities, 2 %",
        asking(MAP, on="2015-03-21", rows="district", columns="activity"),
    )
    yield "map, organisations counted, 2 %", asking(MAP, on="2015-03-21", measure="organisations")


def asking(path: str, **values: Any) -> str:
    return f"{path}?{urlencode(values)}"


def _middle(model: Any, key: Any) -> Any:
    half = select(func.count() // 2).select_from(model).scalar_subquery()
    return select(model.__table__).order_by(key, model.id).offset(half).limit(1)


def _a_number() -> Any:
    return (
        select(Organisation.number).where(Organisation.number.is_not(None)).order_by(Organisation.id).limit(1)
    )


def _linked(kind: str, *, descending: bool) -> Any:
    """The district or target group that most organisations have, or fewest of those that any has."""
    column = Base.metadata.tables[f"organisation_{kind}"].c[f"{kind}_id"]
    order = func.count().desc() if descending else func.count()
    return select(column).group_by(column).order_by(order, column).limit(1)
