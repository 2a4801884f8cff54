"""What tests of an agreement's forms read from the pages, and what they send that no page should choke on."""

from uuid import UUID

from bs4 import BeautifulSoup
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.agreements.models import Contribution, Edition, Goal, YearlyAmount
from registry.approvals.models import Decision, Declaration, Round
from registry.audit.models import AuditEntry
from registry.core.database import session
from registry.core.jobs import Job
from registry.core.text import clean
from registry.notifications.models import OutboxMessage
from tests.application import CheckingClient
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
    return " ".join(soup(response).main.get_text(" ").split()).replace("\u00a0", " ")


def error_at(response: TestResponse, field: str) -> str:
    """Return what is said at the field, whose control has the id that the error belongs to."""
    found = soup(response).find(id=f"{field}-error")
    return found.get_text(" ", strip=True).replace("\u00a0", " ") if found else ""


def typed(response: TestResponse, field: str) -> str:
    """Return what stands in the field on the page that came back."""
    control = soup(response).find(attrs={"name": field})
    if control is None:
        return ""
    return (
        control.get_text().removeprefix("\r").removeprefix("\n")
        if control.name == "textarea"
        else control.get("value", "")
    )


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
        control = soup(answer).find(attrs={"name": name})
        if (
            isinstance(value, str)
            and control is not None
            and control.name != "select"
            and control.get("type") in {None, "text"}
        ):
            kept = {value.replace("\r\n", "\n").strip(), " ".join(clean(value).split())}
            assert typed(answer, name).strip() in kept, (path, name)
    return answer
