"""A partnership whose three deviations, late frame and split sum all reach the decider, who asks before deciding."""

from io import BytesIO

import pytest
from sqlalchemy import select, update

from registry.agreements.models import Edition
from registry.audit import guard
from registry.city.budgets.models import BudgetFrame
from registry.core.database import session
from registry.core.money import Money
from tests.drafts import landed, words
from tests.engines import DEMO_PASSWORD
from tests.reading import parsed

pytestmark = [pytest.mark.both_engines, pytest.mark.stage("demo")]

TITLE = "Exempel: Språkcafé som väntar på enhetschefen"
MOTIVES = (
    "Bara delvis gemensam.",
    "Samordnaren delas med ett annat projekt.",
    "Ingen utvärdering är planerad.",
)
DEVIATIONS = {
    "rows__0__verdict": "partly", "rows__0__motive": MOTIVES[0],
    "rows__4__verdict": "partly", "rows__4__motive": MOTIVES[1],
    "rows__5__verdict": "not_met", "rows__5__motive": MOTIVES[2],
}  # fmt: skip


def sent_again(officer, app) -> str:
    """Take the matter back, write what deviates, attach a file, and send it with a message."""
    with app.app_context():
        edition = f"/agreements/{session.scalar(select(Edition.id).where(Edition.title == TITLE))}"
    landed(officer.send(f"{edition}/recall", reason="Bedömningen behöver skrivas om."))
    landed(officer.send(f"{edition}/edit/criteria", **DEVIATIONS))
    form = officer.fields(f"{edition}/edit/considerations")
    asked = [name.removesuffix("other_id") for name in form if name.endswith("other_id")]
    assert asked
    said = {f"{one}belongs": "no" for one in asked} | {f"{one}reason": "Andra deltagare." for one in asked}
    said |= {"despite_reason": "Revisorn har svarat."}
    landed(officer.post(f"{edition}/edit/considerations", data={**form, **said}))
    file = {"file": (BytesIO(b"%PDF-1.7\nbudget"), "budget.pdf"), "title": "Årets budget"}
    landed(officer.send(f"{edition}/attachments", **file, shown_to_partner="no"))
    landed(officer.send(f"{edition}/submit", has_weight="no", note="Vi har frågat tre andra."))
    return edition


def late_frame(app) -> None:
    """The frames turn out too small after the matter was sent."""
    with app.app_context(), guard.resting():
        session.execute(update(BudgetFrame).values(amount=Money.kronor(1000)))
        session.commit()


def test_all_that_speaks_against_stands_before_the_buttons(people, app):
    officer, head = people("handlaggare"), people("enhetschef")
    edition = sent_again(officer, app)
    late_frame(app)
    decide, matter = f"{edition}/decide", edition.replace("agreements", "matters")

    page = parsed(head.get(decide).text)
    case = " ".join(page.select_one(".content").get_text(" ", strip=True).split())
    told = (
        "Vi har frågat tre andra.",
        *MOTIVES,
        "9 uppfyllda, 2 delvis, 1 inte uppfyllt",
        "Revisorn har svarat.",
    )
    told += (
        "Ramen räcker inte",
        "Årets budget",
        "Andra deltagare.",
        "Tillsammans med det här ärendet: 468 000 kr",
    )
    assert [one for one in told if one not in case] == []
    assert page.select_one(".to-decision a")["href"] == f"#{page.select_one('section:has(form)')['id']}"

    landed(head.send(f"{matter}/ask", question="Vem tar över efter samordnaren?"))
    answer = parsed(officer.get(edition).text).select_one("main a[href$='/answer']")["href"]
    assert answer in officer.get("/inbox/").text
    landed(officer.send(answer, answer="Det är inte bestämt."))
    assert "Det är inte bestämt." in words(head.get(decide))

    given = {"has_conflict": "no", "password": DEMO_PASSWORD, "outcome": "approve"}
    silent = head.post(decide, data={**head.fields(decide), **given})
    assert silent.status_code == 422
    assert "Skriv varför du bifaller ändå" in words(silent)
    over = head.post(decide, data={**head.fields(decide), **given, "reason": "Det ordnas."})
    assert over.status_code == 422
    assert "Ramen räcker inte" in words(over)
    landed(
        head.post(
            decide, data={**head.fields(decide), **given, "outcome": "refer", "reason": "Ramen är för liten."}
        )
    )
