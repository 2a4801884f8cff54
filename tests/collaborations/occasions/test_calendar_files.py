"""A calendar file becomes occasions: read in a limited process, looked over by a person, refused in clear words."""

import io
import re
from datetime import date

import pytest

from registry.collaborations.occasions import calendar_files
from registry.core.errors import DomainError
from registry.core.i18n import swedish
from tests.collaborations.test_routes import error_at, ids, landed, made, officer, signed_in, text

__all__ = ["ids", "officer", "signed_in"]
TODAY = date(2026, 11, 29)


def calendar(*events):
    told = (f"BEGIN:VEVENT\r\nUID:{n}\r\n{one}\r\nEND:VEVENT\r\n" for n, one in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n{''.join(told)}END:VCALENDAR\r\n"


FAIR = "DTSTART:20261103T090000Z\r\nSUMMARY:Mässa å\r\nATTENDEE;CN=Anna:mailto:anna@exempel.se"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_read_whatever_the_encoding_and_no_persons(encoding):
    (day,) = calendar_files.read(calendar(FAIR).encode(encoding), today=TODAY).days
    assert (day.day, day.title) == (date(2026, 11, 3), "Mässa å")


def test_what_recurs_without_end_and_what_cannot_be_is_bounded():
    endless = "DTSTART;TZID=Europe/Stockholm:19000101T090000\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Kafé"
    far = "DTSTART:99991231T235959Z\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Aldrig"
    wrong = "DTSTART:20269999\r\nSUMMARY:Ingen dag"
    late = "DTSTART:20261128T233000Z\r\nSUMMARY:Efter midnatt"  # in Stockholm it is the next day
    off = f"{FAIR}\r\nSTATUS:CANCELLED"
    found = calendar_files.read(calendar(endless, far, wrong, late, off).encode(), today=TODAY)
    assert len(found.days) == calendar_files.MOST_DAYS
    assert found.left_out == 731 + 1 - 200
    assert {one.title for one in found.days} == {"Kafé", "Efter midnatt"}
    assert {one.day for one in found.days[-2:]} == {TODAY}


@pytest.mark.long
def test_ten_thousand_events_are_read_and_the_latest_shown():
    events = (f"DTSTART:2026{n % 11 + 1:02}{n % 28 + 1:02}T100000Z\r\nSUMMARY:{n}" for n in range(10_000))
    found = calendar_files.read(calendar(*events).encode(), today=TODAY)
    assert (len(found.days), found.left_out) == (200, 9800)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ingen kalenderfil"),
        (b"PK\x03\x04", "ingen kalenderfil"),
        (b"BEGIN:VCALENDAR\r\n\0\0", "inte att läsa"),
        (calendar("SUMMARY:Utan dag").encode(), "inte att läsa"),
        (calendar("DTSTART:19000101T000000Z\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:x").encode(), "för tätt"),
        (calendar("DTSTART:20271103T090000Z").encode(), "inget som har hänt"),
        (b"BEGIN:VCALENDAR" + bytes(5 << 20), "högst 5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, sentence):
    with swedish(), pytest.raises(DomainError) as refused:
        calendar_files.read(content, today=TODAY)
    (problem,) = refused.value.problems
    assert problem.field == "file"
    assert sentence in problem.message


def test_dropped_looked_over_and_logged(officer, ids):
    address = made(officer, ids, happened_on="")
    page = f"{address}/occasions/calendar"

    def drop(content):
        data = {"csrf_token": officer.token(page), "file": (io.BytesIO(content), "inbjudan.ics")}
        return officer.post(page, data=data, content_type="multipart/form-data")

    wrong = drop(b"hej")
    assert wrong.status_code == 422
    assert "ingen kalenderfil" in error_at(wrong, "file")
    series = "DTSTART;VALUE=DATE:20260105\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:<b>Kafé</b>"
    shown = drop(calendar(series, "DTSTART:20260301T100000Z\r\nSUMMARY:Anna 811228-9874").encode())
    assert shown.status_code == 200
    assert "Inget tillfälle är antecknat." in text(officer.get(address))
    found = re.findall(r'name="found"\s+value="([^"]*)"', shown.text)
    assert len(found) == 4
    found = [one.replace("&lt;", "<").replace("&gt;", ">") for one in found]
    told = {"csrf_token": officer.token(page), "found": found, "category": "INF-MASSA", "with_titles": "y"}
    days = f"{address}/occasions/days"
    refused = officer.post(days, data={**told, "days": found})
    assert refused.status_code == 422
    assert "2026-03-01" in error_at(refused, "days").replace("\u2011", "-")
    assert "Välj minst en dag." in error_at(officer.post(days, data=told), "days")
    assert officer.post(days, data={**told, "days": "1900"}).status_code == 422
    assert landed(officer.post(days, data={**told, "days": found[:3]})) == address
    assert "3 tillfällen är antecknade." in text(officer.get(address))
    again = officer.post(days, data={**told, "days": found[:2], "sending": ""})
    assert "redan antecknade" in error_at(again, "days")
