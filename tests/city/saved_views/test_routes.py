"""Saving a view through HTTP: whatever stands in the address, one lands in the list."""

import pytest

from registry.access.roles import Role
from registry.audit import guard
from registry.core.database import session
from tests.city.accounts import people


@pytest.mark.parametrize("query", ["_external=1&_scheme=javascript&_anchor=x", "message=x&q=idrott"])
def test_what_stands_in_the_address_never_becomes_where_one_lands(app, query):
    with app.app_context(), guard.resting():
        people.role_of(people.account("ett@demo.example"), Role.PREPARATORY, None)
        session.commit()
    client = app.test_client()
    assert client.sign_in("ett@demo.example", people.PASSWORD).status_code == 303
    path = f"/views/new/organisations?{query}"
    answer = client.post(path, data={**client.fields(path), "name": "Min vy"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/organisations/?{query}"
