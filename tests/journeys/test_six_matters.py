"""Six whole matters through HTTP: each kind, several areas, jäv, a return, the nämnd, courts, termination."""

import re
from datetime import timedelta

import pytest

from registry.core.clock import today
from tests.drafts import landed, option, record, words
from tests.engines import DEMO_PASSWORD
from tests.journeys.test_what_was_decided import early
from tests.reading import parsed

# The longest journeys there are; what engines do differently shows in the others.
pytestmark = [pytest.mark.stage("demo"), pytest.mark.only_on("sqlite")]
PASSWORD = {"password": DEMO_PASSWORD}
PERIOD = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}
KINDS = {
    "iop": (
        "basics",
        "purpose",
        "goals",
        "contributions",
        "economy",
        "organisation",
        "terms",
        "criteria",
        "form",
    ),
    "grant": ("basics", "purpose", "goals", "economy", "organisation", "terms", "criteria", "form"),
    "project": (
        "basics",
        "purpose",
        "goals",
        "contributions",
        "project",
        "economy",
        "organisation",
        "terms",
        "criteria",
        "form",
    ),
}


class Desk:
    """Everybody in the house, and what they do with one matter."""

    def __init__(self, people) -> None:
        self.people, self.number, self.edition, self.collaboration = people, 0, "", ""

    def prepare(self, party: str, title: str, kind: str, kronor: str, **shares: str) -> str:
        """Let the officer record the collaboration and fill the draft in, page by page."""
        officer = self.people("handlaggare")
        self.number += 1
        formal = landed(record(officer, party, gate="yes", title=title, status="planned"))
        collaboration = landed(officer.send(formal, kind=kind)).split("?")[0]
        key = re.search(r"[0-9a-f-]{36}", collaboration)[0]
        self.collaboration = f"/collaborations/{key}"
        edition = landed(officer.send(f"/agreements/create/{key}")).split("/edit/")[0]
        pages = self._pages(kind, kronor, party.rsplit("/", 1)[1])
        for name in KINDS[kind]:
            landed(officer.send(f"{edition}/edit/{name}", **pages[name]))
        if shares:
            self._share(edition, shares)
        landed(officer.send(f"{edition}/edit/conflict", has_conflict="no"))
        self.consider(edition)
        self.edition = edition
        return edition

    def _pages(self, kind: str, kronor: str, party: str) -> dict[str, dict[str, str]]:
        ours = {"side": "city", "kind": "premises", "description": "Lokal på Welcome House",
                "quantity": "144", "unit_word": "timmar", "value": "14 400"}  # fmt: skip
        theirs = {"side": "partner", "organisation_id": party, "kind": "volunteer_hours", "quantity": "120",
                  "description": "Samtalsledare", "unit_word": "timmar", "year": "2027"}  # fmt: skip
        vat = {"money_and_vat": "no_money" if kronor == "0" else "no_vat"}
        paid = {"yearly__0__year": "2027", "yearly__0__amount": kronor, "payments__0__due_on": "2027-02-01",
                "payments__0__amount": kronor}  # fmt: skip
        money = vat if kronor == "0" else vat | paid
        asked = {"grant": ("purpose", "activities_text")}.get(
            kind, ("background", "purpose", "shared_values", "activities_text")
        )
        texts = {
            "background": "Många nyanlända saknar tillfällen att tala svenska.", "purpose": "Fler vardagssamtal.",
            "shared_values": "Alla människors lika värde.", "activities_text": "Språkkafé varje tisdag.",
        }  # fmt: skip
        terms = {"termination": "Skriftligt, när villkoren inte följs."}
        if kind != "grant":
            terms |= {"notice_months": "3", "personal_data": "Var part ansvarar för sitt."}
        else:
            terms |= {"economy_text": "Bidraget används till verksamheten och betalas ut i februari."}
        return {
            "basics": {"case_number": f"AMF 2026/60{self.number}", **PERIOD}
            | ({} if kind == "grant" else {"planned_participants": "40"}),
            "purpose": {name: texts[name] for name in asked} | {"internal_note": "Hemligt inom huset"},
            "goals": {"goals__0__text": "40 personer deltar varje termin", "goals__0__indicator": "Antal"},
            "contributions": {f"contributions__0__{name}": value for name, value in ours.items()}
            | {f"contributions__1__{name}": value for name, value in theirs.items()},
            "project": {
                "our_role": "partner",
                "funder": "Europeiska socialfonden",
                "funder_reference": "2026/1234",
                "total": "1 200 000",
                "funder_decided_on": "2026-10-01",
            },
            "economy": money,
            "organisation": {
                "follow_ups__0__due_on": "2027-06-15",
                "follow_ups__0__what": "Halvårsuppföljning",
            }
            | ({} if kind == "grant" else {"steering": "En styrgrupp leder arbetet."}),
            "terms": terms,
            "criteria": {f"rows__{n}__verdict": "met" for n in range(12)}
            | {f"rows__{n}__motive": "Uppfyllt, se bilaga." for n in range(12)},
            "form": {"chosen": kind, "motive": "Gemensam utmaning utan marknad."},
        }

    def consider(self, edition: str) -> None:
        """Answer that the counterparty's other matters are others, and why it is proposed all the same."""
        officer, path = self.people("handlaggare"), f"{edition}/edit/considerations"
        form = officer.fields(path)
        asked = [name.removesuffix("other_id") for name in form if name.endswith("other_id")]
        answers = {f"{one}belongs": "no" for one in asked} | {
            f"{one}reason": "Andra deltagare." for one in asked
        }
        answers["despite_reason"] = "Anmärkningen är åtgärdad."
        landed(officer.post(path, data={**form, **answers}))

    def _share(self, edition: str, shares: dict[str, str]) -> None:
        officer, path = self.people("handlaggare"), f"{edition}/edit/funding"
        for place, (unit, kronor) in enumerate(shares.items()):
            page = officer.get(path).text
            row = {"unit_id": option(page, unit.replace("_", " ")), "year": "2027", "amount": kronor}
            landed(officer.send(path, **{f"shares__{place}__{name}": value for name, value in row.items()}))

    def submit(self) -> str:
        officer = self.people("handlaggare")
        ready = words(officer.get(f"{self.edition}/submit"))
        landed(officer.send(f"{self.edition}/submit", has_weight="no"))
        return ready

    def decide(self, who: str, outcome: str = "approve", **more: str) -> None:
        client, path = self.people(who), f"{self.edition}/decide"
        said = {
            "has_conflict": "no",
            "outcome": outcome,
            "reason": "Anmärkningen är åtgärdad.",
            **PASSWORD,
            **more,
        }
        landed(client.post(path, data=client.fields(path) | said))

    def record(self, outcome: str, paragraph: str, **more: str) -> None:
        told = {"meeting_on": today().isoformat(), "paragraph": paragraph, "case_number": "AMN 2026/77"}
        path = f"/matters/{self.edition.rsplit('/', 1)[1]}/committee"
        landed(self.people("registrator").send(path, outcome=outcome, **told, **more))

    def sign(self) -> None:
        landed(self.people("registrator").send(f"{self.edition}/sign", **early()))

    def decision(self) -> str:
        """Return the address of the decision, from the agreement's page."""
        return re.search(
            "/decisions/[0-9a-f-]{36}", self.people("registrator").get(self.edition).text
        ).group()

    def appeal(self, decision: str, court_case: str) -> str:
        registrar = self.people("registrator")
        landed(registrar.send(f"{decision}/appeal", appealed_on=today().isoformat(), court_case=court_case))
        link = parsed(registrar.get(decision).text).select_one("a[href$='/settle']")["href"]
        return link.removesuffix("/settle")

    def portal(self, who: str) -> str:
        return words(self.people(who).get(f"/portal/{self.collaboration.rsplit('/', 1)[1]}"))

    def pdfs(self, who: str, path: str) -> list[str]:
        """Open every document that the page offers, and return what each is called."""
        found = {}
        for link in parsed(self.people(who).get(path).text).select("a[href*='/documents/']"):
            answer = self.people(who).get(link["href"])
            if answer.data.startswith(b"%PDF"):
                found[link["href"]] = " ".join(link.get_text().split())
        return list(found.values())


@pytest.fixture
def desk(people) -> Desk:
    return Desk(people)


def organisation(desk: Desk, name: str) -> str:
    page = desk.people("handlaggare").get(f"/organisations/?q={name.replace(' ', '+')}").text
    return next(
        a["href"]
        for a in parsed(page).select("main a[href^='/organisations/']")
        if a.get_text(strip=True) == name
    )


def test_1_a_partnership_returned_decided_reported_signed_and_paid(desk, do_jobs):
    desk.prepare(organisation(desk, "Svenska med baby"), "Språkkafé i Järva", "iop", "110 000")
    assert "Enhetschefen" in desk.submit()
    desk.decide("enhetschef", "return", reason="Sänk beloppet till 100 000 kr.")
    officer = desk.people("handlaggare")
    money = {"yearly__0__amount": "100 000", "payments__0__amount": "100 000"}
    landed(officer.send(f"{desk.edition}/edit/economy", **money))
    desk.submit()
    desk.decide("enhetschef")
    do_jobs()
    registrar, decision = desk.people("registrator"), desk.decision()
    key = decision.rsplit("/", 1)[1]
    meeting = (today() + timedelta(days=10)).isoformat()
    made = landed(registrar.send("/decisions/lists/new", meeting_on=meeting, decisions=[key])).split("?")[0]
    landed(registrar.send(f"{made}/send"))
    do_jobs()
    assert desk.pdfs("registrator", made)
    registrar.get(decision)
    desk.sign()
    head = desk.people("enhetschef")
    head.get(desk.edition)
    assert "Undertecknat, börjar 2027-01-01" in desk.portal("svenskamedbaby")
    assert desk.pdfs("svenskamedbaby", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    assert desk.pdfs("handlaggare", desk.edition)
    officer.get(f"{desk.edition}/history")
    desk.people("enhetschef").get("/inbox/")


def test_2_a_grant_that_two_areas_pay_and_one_head_stands_outside(desk, do_jobs):
    areas = {"Etableringscentrum": "40 000", "Welcome_House": "30 000"}
    desk.prepare(organisation(desk, "Exempelföreningen"), "Föreningsbidrag 2027", "grant", "70 000", **areas)
    desk.submit()
    desk.people("handlaggare").get(desk.edition)
    desk.people("enhetschef").get(f"{desk.edition}/decide")
    desk.decide("enhetschef", "", has_conflict="yes", ground="representative")
    assert "jäv" in words(desk.people("handlaggare").get(desk.edition)).lower()
    for who in ("avdelningschef", "direktor"):
        desk.decide(who)
    do_jobs()
    shown = words(desk.people("handlaggare").get(desk.edition))
    assert "Beslutat" in shown
    desk.people("registrator").get("/decisions/")
    desk.people("registrator").get(desk.decision())
    desk.portal("exempelforeningen")
    desk.pdfs("exempelforeningen", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    desk.pdfs("registrator", desk.edition)


def test_3_a_project_refused_appealed_and_the_refusal_annulled(desk, do_jobs):
    desk.prepare(organisation(desk, "Rädda Barnen"), "Projekt Framåt", "project", "0")
    desk.submit()
    desk.decide("enhetschef", "decline", reason="Finansiären har inte svarat.")
    do_jobs()
    desk.portal("raddabarnen")
    desk.pdfs("raddabarnen", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    desk.pdfs("registrator", desk.edition)
    appeal = desk.appeal(desk.decision(), "3-26")
    day = today().isoformat()
    registrar = desk.people("registrator")
    landed(registrar.send(f"{appeal}/settle", outcome="annulled", judged_on=day, settled_on=day))
    assert "Återlämnat för ändring" in words(desk.people("handlaggare").get(desk.edition))
    desk.portal("raddabarnen")
    desk.people("handlaggare").get("/inbox/")
    desk.people("handlaggare").get(f"{desk.edition}/history")
    desk.pdfs("registrator", desk.edition)


def test_4_the_namnd_changes_what_it_decides(desk, do_jobs):
    desk.prepare(organisation(desk, "Svenska med baby"), "Ett stort partnerskap", "iop", "9 000 000")
    assert "Nämnden" in desk.submit()
    desk.people("direktor").get(f"{desk.edition}/decide")
    desk.people("registrator").get(f"{desk.edition}/committee")
    desk.record("amend", "§ 9", reason="Beloppet ska vara 4 000 000 kr.")
    do_jobs()
    officer = desk.people("handlaggare")
    assert "Beslutat med ändring" in words(officer.get(desk.edition))
    desk.portal("svenskamedbaby")
    money = {"yearly__0__amount": "4 000 000", "payments__0__amount": "4 000 000"}
    landed(officer.send(f"{desk.edition}/edit/economy", **money))
    registrar = desk.people("registrator")
    registrar.get("/inbox/")
    landed(registrar.send(f"{desk.edition}/adopt"))
    do_jobs()
    shown = words(registrar.get(desk.edition))
    assert "4 000 000 kr" in shown
    assert shown.count("Bifall med ändring av Arbetsmarknadsnämnden") == 1, "it is one decision"
    decision = desk.decision()
    registrar.get(decision)
    landed(registrar.send(f"{decision}/correct", paragraph="§ 10", reason="Läste fel rad"))
    landed(registrar.send(f"{decision}/post", adjusted_on=today().isoformat(), posted_on=today().isoformat()))
    registrar.get(decision)
    desk.sign()
    assert "Undertecknat, börjar 2027-01-01" in desk.portal("svenskamedbaby")
    desk.pdfs("svenskamedbaby", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    desk.pdfs("registrator", desk.edition)
    officer.get(f"{desk.edition}/history")


def test_5_a_running_agreement_is_terminated(desk, do_jobs):
    desk.prepare(organisation(desk, "Exempelföreningen"), "Läxhjälp", "iop", "100 000")
    desk.submit()
    desk.decide("enhetschef")
    desk.sign()
    officer, last = desk.people("handlaggare"), (today() + timedelta(days=60)).isoformat()
    asked = {"ends_on": last, "reason": "Parten läggs ner.", "has_conflict": "no"}
    made = landed(officer.send(f"{desk.edition}/terminate", **asked)).partition("?")[0]
    officer.get(made)
    running, desk.edition = desk.edition, f"/matters/{made.rsplit('/', 1)[1]}"
    desk.people("enhetschef").get(f"{desk.edition}/decide")
    desk.decide("enhetschef")
    do_jobs()
    assert f"Upphör efter {last}" in words(officer.get(running))
    officer.get(made)
    desk.people("registrator").get("/decisions/")
    desk.portal("exempelforeningen")
    desk.pdfs("exempelforeningen", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    desk.pdfs("registrator", made)
    desk.people("enhetschef").get(running)


def test_6_what_was_signed_is_appealed_stayed_and_annulled(desk, do_jobs):
    desk.prepare(organisation(desk, "Exempelföreningen"), "Mentorer", "iop", "90 000")
    desk.submit()
    desk.decide("enhetschef")
    do_jobs()
    desk.sign()
    registrar, day, decision = desk.people("registrator"), today().isoformat(), desk.decision()
    appeal = desk.appeal(decision, "6-26")
    landed(registrar.send(f"{appeal}/stay", stayed_on=day))
    assert "Stoppat tills vidare av domstol" in desk.portal("exempelforeningen")
    registrar.get(desk.edition)
    landed(registrar.send(f"{appeal}/settle", outcome="annulled", judged_on=day))
    assert "domen kan överklagas" in desk.portal("exempelforeningen")
    landed(registrar.send(f"{appeal}/settle", outcome="annulled", judged_on=day, settled_on=day))
    assert "Upphävt av domstol" in words(registrar.get(desk.edition))
    assert "Upphävt av domstol" in desk.portal("exempelforeningen")
    desk.people("enhetschef").get(desk.edition)
    registrar.get("/inbox/")
    registrar.get(decision)
    desk.pdfs("exempelforeningen", f"/portal/{desk.collaboration.rsplit('/', 1)[1]}")
    desk.pdfs("registrator", desk.edition)
    landed(registrar.send(f"{appeal}/rectify", rectified_on=day, rectified_note="Inget hade betalats."))
    registrar.get(decision)
