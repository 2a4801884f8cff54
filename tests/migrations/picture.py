"""Take the picture of a release: the demo's database as the code makes it, on both engines, and what people read in it.

`python -m tests.migrations.picture` writes `tests/migrations/releases/<last migration>/`. A picture that is there is
never taken anew: it is what an installation of that day holds. `test_releases.py` upgrades every one of them.

What a person reads on a page is kept as facts: each stored value that the page shows, and each figure or date on it.
Labels and sentences may be reworded later; a fact may not go away without a reason in `releases/changes.yaml`.
"""

import hashlib
import html
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pysqlite3
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, create_engine, make_url, select
from werkzeug.test import TestResponse

from registry import create_app
from registry.core import clock
from registry.core.database import db, engine_options
from registry.settings import Settings
from tests import postgres
from tests.engines import DEMO_PASSWORD, ENGINES, ROOT
from tests.reading import parsed

RELEASES = Path(__file__).parent / "releases"
MIGRATIONS = ROOT / "migrations" / "versions"
STAFF = (
    "beredning", "handlaggare", "enhetschef", "avdelningschef", "direktor", "registrator", "revisor", "admin",
)  # fmt: skip
PARTNERS = ("svenskamedbaby", "raddabarnen", "exempelforeningen")

AUDITOR = "revisor"  # may open everything: walks every address once, and the others a few of each kind
OF_EACH_KIND = 3
DERIVED = re.compile(r"search|_fts|audit_payload|user_session|sign_in_attempt|job|outbox|alembic")
FIGURE = re.compile(r"\d(?:[\d\s.,:/-]*\d)?")
TAG = re.compile(r"(?s)<[^>]*>")
SILENT = re.compile(r'type="?(?:hidden|submit|checkbox|radio)')
VALUE = re.compile(r'\bvalue="([^"]*)"')
CODE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}|[a-z0-9_.]+"
)  # identifiers, hashes and codes are not read
# A migration that calls our code says where it lies today; all else of it is as it was when it was sealed.
MOVED = {"0005": (b"from registry.partners.organisations import", b"from registry.organisations import")}


def said(text: str) -> str:
    """Return the text with plain spaces and hyphens, so that typography makes no difference."""
    plain = text.replace("\u2011", "-").replace("\u00ad", "").replace("\u2060", "")
    return " ".join(plain.split())


def words_of(response: TestResponse) -> str:
    """Return what a page says in its main part, its choices and the values in its fields."""
    main = response.text.partition("<main")[2].partition("</main>")[0]
    boxes = (tag for tag in TAG.findall(main) if tag.startswith("<input") and not SILENT.search(tag))
    typed = [value[1] for tag in boxes if (value := VALUE.search(tag))]
    return said(html.unescape(" ".join([TAG.sub(" ", main), *typed])))


def stored_values(url: str) -> set[str]:
    """Return the texts and days that a database keeps, as people would read them."""
    engine, tables = create_engine(url, **engine_options(url)), MetaData()
    tables.reflect(engine)
    found: set[str] = set()
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            if not DERIVED.search(table.name):
                for row in connection.execute(select(*table.columns)):
                    found.update(_texts(row))
    engine.dispose()
    return found


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from _texts(value.values())
        elif isinstance(value, list):
            yield from _texts(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            yield value.isoformat()
        elif isinstance(value, str):
            text = said(value)
            if len(text) > 3 and not CODE.fullmatch(text):
                yield text


def facts_on(words: str, stored: Iterable[str]) -> set[str]:
    """Return what of the stored values the words show, and every figure and date."""
    return {value for value in stored if value in words} | set(figures_in(words))


def figures_in(words: str) -> set[str]:
    """Return the figures and dates of a text."""
    return {said(figure) for figure in FIGURE.findall(words)}


@contextmanager
def served(url: str, at: datetime) -> Iterator[Flask]:
    """The demo's application on this database, at this moment."""
    app = create_app(
        Settings(database_url=url, secret_key="a key for the tests alone", demo=True, secure_cookies=False)
    )
    app.testing = True
    with on_its_day(at):
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def on_its_day(at: datetime) -> AbstractContextManager[object]:
    """Let it be this moment."""
    return mock.patch.object(clock, "now", return_value=at)


def signed_in(app: Flask, persona: str) -> FlaskClient:
    """A browser of this person, signed in."""
    client = FlaskClient(app, app.response_class)  # what a page looks like is asked elsewhere
    page = parsed(client.get("/sign-in").text)
    token = page.find("input", {"name": "csrf_token"})["value"]
    sent = {"csrf_token": token, "email": f"{persona}@demo.example", "password": DEMO_PASSWORD}
    assert client.post("/sign-in", data=sent).status_code == 303, persona
    return client


def walk(app: Flask, persona: str) -> Iterator[tuple[str, TestResponse]]:
    """Follow the links from the first page on: the auditor all of them, the others a few of each kind."""
    client, waiting, seen, walked = signed_in(app, persona), deque(["/"]), {"/"}, Counter[str]()
    most = 1000 if persona == AUDITOR or persona in PARTNERS else OF_EACH_KIND
    while waiting:
        path = waiting.popleft()
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "*", path)
        walked[kind] += 1
        if walked[kind] > most:
            continue
        response = client.get(path, follow_redirects=True)
        if response.mimetype != "text/html":
            continue
        yield path, response
        for link in parsed(response.text).select("a[href]"):
            address = str(link["href"]).partition("#")[0]
            is_page = address.startswith("/") and "?" not in address and "." not in address
            if is_page and address not in seen and not address.startswith("/language"):
                seen.add(address)
                waiting.append(address)


def read(app: Flask, url: str) -> dict[str, dict[str, list[str]]]:
    """Return the facts that each person reads, page by page."""
    stored = stored_values(url)
    return {
        persona: {
            path: sorted(facts_on(words_of(response), stored))
            for path, response in walk(app, persona)
            if response.status_code == 200
        }
        for persona in (*STAFF, *PARTNERS)
    }


def pack(picture: dict[str, Any]) -> bytes:
    """Return a picture small: each fact once, and its number on each page."""
    facts = sorted({fact for pages in picture["read"].values() for page in pages.values() for fact in page})
    number = {fact: at for at, fact in enumerate(facts)}
    read_ = {
        persona: {path: [number[fact] for fact in page] for path, page in pages.items()}
        for persona, pages in picture["read"].items()
    }
    return lzma.compress(json.dumps({**picture, "facts": facts, "read": read_}).encode(), preset=9)


def unpack(path: Path) -> dict[str, Any]:
    """Return a picture as it was taken."""
    picture = json.loads(lzma.decompress(path.read_bytes()))
    facts = picture["facts"]
    for pages in picture["read"].values():
        for at in pages:
            pages[at] = [facts[number] for number in pages[at]]
    return dict(picture)


def dump(engine: str, url: str, server: str, target: Path) -> None:
    """Write a database as it is into a file: SQLite's own file, PostgreSQL's own statements."""
    if engine == "sqlite":
        copy = target.with_suffix("")
        connection = pysqlite3.dbapi2.connect(url.removeprefix("sqlite:///"))
        connection.execute("VACUUM INTO ?", (str(copy),))
        connection.close()
        content = copy.read_bytes()
        copy.unlink()
    else:
        program = [
            postgres.programs() / "pg_dump",
            "--no-owner",
            "--no-privileges",
            "-h",
            server,
            "-U",
            "postgres",
        ]
        content = subprocess.run([*program, "release"], check=True, capture_output=True).stdout
        content = re.sub(rb"(?m)^\\(un)?restrict .*\n", b"", content)  # only the newest psql knows these
    target.write_bytes(lzma.compress(content, preset=9))


def restore(engine: str, release: Path, url: str, server: str) -> None:
    """Fill an empty database with the release's."""
    if engine == "sqlite":
        Path(url.removeprefix("sqlite:///")).write_bytes(
            lzma.decompress((release / "sqlite.db.xz").read_bytes())
        )
        return
    name = make_url(url).database
    program = [
        postgres.programs() / "psql",
        "-q",
        "-X",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        server,
        "-U",
        "postgres",
        "-d",
        str(name),
    ]
    statements = lzma.decompress((release / "postgresql.sql.xz").read_bytes())
    done = subprocess.run(program, input=statements, capture_output=True, check=False)
    assert not done.returncode, done.stderr.decode()


def take(engine: str, folder: Path, target: Path, server: str) -> None:
    """Let the product's own commands make the demo on an engine; keep it, and what people read in it."""
    url = f"sqlite:///{folder}/release.db" if engine == "sqlite" else postgres.url(server, "release")
    environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1", "DEMO_PASSWORD": DEMO_PASSWORD}
    if engine == "postgresql":
        postgres.execute(server, "CREATE DATABASE release")
    for command in ("db upgrade", "demo-load"):
        program = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
        subprocess.run(program, env=environment, cwd=ROOT, check=True)
    dump(engine, url, server, target / f"{engine}.{'db' if engine == 'sqlite' else 'sql'}.xz")
    at = datetime.now(UTC)
    with served(url, at) as app:
        picture = {"at": at.isoformat(), "read": read(app, url)}
    (target / f"{engine}.read.xz").write_bytes(pack(picture))


def seals() -> dict[str, str]:
    """Return the hash of each migration: one that has run somewhere never changes, but for a folder's new address."""
    return {
        path.name: hashlib.sha256(
            path.read_bytes().replace(*MOVED.get(path.name[:4], (b"", b"")))
        ).hexdigest()
        for path in sorted(MIGRATIONS.glob("[0-9]*.py"))
    }


def main() -> None:
    """Take the picture of today's code, on both engines."""
    last = max(name[:4] for name in seals())
    target = RELEASES / last
    if target.exists():
        sys.exit(f"{target.relative_to(ROOT)} is there already, and a release never changes.")
    with tempfile.TemporaryDirectory(prefix="registry-release-") as made, postgres.server() as server:
        new = Path(made) / "new"
        new.mkdir()
        for engine in ENGINES:
            take(engine, Path(made), new, server)
        (new / "migrations.json").write_text(json.dumps(seals(), indent=1) + "\n")
        shutil.copytree(new, target)
    for path in sorted(target.iterdir()):
        print(f"{path.stat().st_size:>9,} {path.relative_to(ROOT)}")  # noqa: T201  # a command tells


if __name__ == "__main__":
    main()
