"""The words that mean the same through HTTP: who may, what is told where, and that the searches know them at once."""

import pytest
from sqlalchemy import delete, select

from registry.access.roles import Role
from registry.audit import guard
from registry.city.synonyms import queries
from registry.city.synonyms.models import SynonymGroup
from registry.core.database import session
from registry.core.language.synonyms import GENERAL, SynonymKind
from tests import factories
from tests.collaborations.test_routes import error_at, landed, signed_in, text

__all__ = ["signed_in"]
NEW = "/synonyms/new"


@pytest.fixture
def preparatory(signed_in):
    return signed_in(Role.PREPARATORY)


def kept(app):
    with app.app_context():
        rows = select(SynonymGroup).where(SynonymGroup.changed_by_id.is_not(None)).order_by(SynonymGroup.id)
        return {
            row.phrases: row.id for row in session.scalars(rows)
        }  # those that the list did not begin with


def test_what_is_added_is_found_by_at_once_both_ways_and_no_more_when_it_is_gone(app, preparatory):
    with app.app_context(), guard.resting():
        for name in ("Fritidsbanken Farsta", "Sportoteket Alby", "Homework Help Rinkeby"):
            factories.organisation(name=name)
        session.commit()

    def finds(typed, name):
        pages = (f"/organisations/?q={typed}", f"/search/?q={typed}", f"/search/suggestions?q={typed}")
        return {name in preparatory.get(page).text for page in pages}

    told = (
        ("other", "sportotek, fritidsbank", "sportotek Farsta", "Fritidsbanken Farsta"),
        ("english", "läxhjälp, homework help", "läxhjälp Rinkeby", "Homework Help Rinkeby"),
        ("short", "SPA, Sportoteket Alby", "SPA", "Sportoteket Alby"),
    )
    for kind, phrases, typed, name in told:
        assert finds(typed.replace("Rinkeby", "").replace("Farsta", ""), name) == {False}, typed
        landed(preparatory.send(NEW, kind=kind, phrases=phrases))
        assert finds(typed, name) == {True}, typed
    for phrases, id_ in kept(app).items():
        page = f"/synonyms/{id_}"
        assert phrases in text(preparatory.get("/synonyms/"))
        landed(preparatory.post(f"{page}/remove", data={"csrf_token": preparatory.token(page)}))
    assert kept(app) == {}
    assert finds("sportotek ", "Fritidsbanken Farsta") == {False}


def test_what_is_wrong_is_told_at_the_words_and_kept(app, preparatory):
    landed(preparatory.send(NEW, phrases="plugghjälp, plugga"))
    for phrases, part in (
        ("", "Fyll i"),
        ("läxhjälp", "minst två"),
        ("läxhjälp, LÄXHJÄLP", "redan samma ord"),
        ("och, med", "småord"),
        ("ord " * 1000, "Högst 600 tecken"),
        (", ".join(f"o{number}" for number in range(100)), "högst 20"),
        ("Plugga; plugghjälp", "står redan tillsammans"),
        ("<b>, \u202e\x00", "minst två"),
    ):
        sent = preparatory.send(NEW, phrases=phrases)
        assert sent.status_code == 422, phrases
        assert part in error_at(sent, "phrases"), phrases
    assert list(kept(app)) == ["plugghjälp, plugga"]
    assert preparatory.send(NEW, kind="slang", phrases="a1, b1").status_code == 422


def test_a_change_that_somebody_else_made_meanwhile_is_shown(app, preparatory):
    landed(preparatory.send(NEW, phrases="plugghjälp, plugga"))
    page = f"/synonyms/{kept(app)['plugghjälp, plugga']}"
    seen = preparatory.fields(page)
    landed(preparatory.send(page, phrases="plugghjälp, plugghörna"))
    stale = preparatory.post(page, data={**seen, "phrases": "plugghjälp, plugg"})
    assert stale.status_code == 409
    assert "plugghjälp, plugghörna" in text(stale)
    assert list(kept(app)) == ["plugghjälp, plugghörna"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_preparatory_group_edits_them(app, signed_in, role):
    client = signed_in(role)
    assert client.get("/synonyms/").status_code == 403
    assert client.get(NEW).status_code == 403


@pytest.mark.both_engines
def test_each_process_has_what_the_database_says(app):
    with app.app_context(), guard.resting():
        session.execute(delete(SynonymGroup))
        session.commit()
        assert queries.known() is GENERAL  # an empty list
        for phrases in ("a1, b1", "a1, c1"):
            session.add(SynonymGroup(kind=SynonymKind.OTHER, phrases=phrases, phrases_key=phrases))
            session.commit()
        both = queries.known()
        assert both.kindred("a1") == (("b1",), ("c1",))
        assert queries.known() is both
        session.rollback()
        with session.get_bind().begin() as elsewhere:  # another process takes one away
            elsewhere.execute(SynonymGroup.__table__.delete().where(SynonymGroup.phrases == "a1, c1"))
        session.rollback()
        assert queries.known().kindred("a1") == (("b1",),)
