"""What tests of an agreement's forms read from the pages, and what they send that no page should choke on."""

from uuid import UUID

from bs4 import BeautifulSoup
from lxml.html import HtmlElement
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.agreements.models import Contribution, Edition, Goal, YearlyAmount
from registry.audit.models import AuditEntry
from registry.core.database import session
from registry.core.jobs import Job
from registry.core.text import clean
from registry.matters.approvals.models import Decision, Declaration, Round
from registry.notifications.models import OutboxMessage
from tests.application import CheckingClient
from tests.pages import sheet
from tests.reading import parsed

HTML = '<script>alert(1)</script><b>fet</b> & "citat"'
RTL = "abc\u202edef\u200fgh"  # turned around by invisible characters
HEBREW, EMOJI = "שלום עולם", "👩‍👩‍👧‍👦 🇸🇪"
MARKS = "e" + "\u0301" * 3000
HUGE = "9" * 5000
UNKNOWN = "01900000-0000-7000-8000-000000000000"
COUNTED = (Round, Decision, Declaration, AuditEntry, Job, OutboxMessage, Goal, Contribution, YearlyAmount)


def soup(response: TestResponse) -> BeautifulSoup:
    return parsed(response.text)


def words(response: TestResponse) -> str:
    return told(sheet(response.text).all("main")[0])


def told(tag: HtmlElement) -> str:
    """Return what an element says; `split` takes a no-break space for a space."""
    return " ".join(" ".join(tag.itertext()).split())


def error_at(response: TestResponse, field: str) -> str:
    """Return what is said at the field, whose control has the id that the error belongs to."""
    return " ".join(map(told, sheet(response.text).by_id[f"{field}-error"]))


def typed(response: TestResponse, field: str) -> str:
    """Return what stands in the field on the page that came back."""
    control = control_of(response, field)
    if control is None:
        return ""
    if control.tag == "textarea":
        return str(control.text_content()).removeprefix("\r").removeprefix("\n")
    return control.get("value", "")


def control_of(response: TestResponse, field: str) -> HtmlElement | None:
    """Return the first control of this name."""
    controls = sheet(response.text).all("input", "textarea", "select", "button")
    return next((one for one in controls if one.get("name") == field), None)


def counts(app) -> list[int]:
    with app.app_context():
        return [session.scalar(select(func.count()).select_from(model)) or 0 for model in COUNTED]


def stored(app, edition: str, name: str):
    with app.app_context():
        return getattr(
            session.scalars(select(Edition).where(Edition.id == UUID(edition.rsplit("/", 1)[1]))).one(),
            name,
        )


def refused(
    client: CheckingClient, path: str, values: dict[str, object], field: str, sentence: str
) -> TestResponse:
    """Send the form with these values over what stands there; the sentence comes at the field and all typed stays."""
    filled = client.fields(path)
    answer = client.post(path, data={**filled, **values})
    assert answer.status_code == 422, (path, values, answer.status_code)
    said = error_at(answer, field) if field else words(answer)
    assert sentence in said, (path, field, said or words(answer)[:600])
    for name, value in values.items():
        control = control_of(answer, name)
        if (
            isinstance(value, str)
            and control is not None
            and control.tag != "select"
            and control.get("type") in {None, "text"}
        ):
            kept = {value.replace("\r\n", "\n").strip(), " ".join(clean(value).split())}
            assert typed(answer, name).strip() in kept, (path, name)
    return answer
