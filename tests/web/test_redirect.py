"""Where we are willing to send people."""

import pytest

from registry.web.redirect import local_path


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("/agreements/?tab=beslut", "/agreements/?tab=beslut"),  # our own page
        ("//evil.example/", "/"),  # another host, written without a scheme
        ("/\\evil.example", "/"),  # what some browsers read as the same
        ("https://evil.example", "/"),  # another host
        ("javascript:alert(1)", "/"),  # no address at all
        ("/a\r\nSet-Cookie: x", "/"),  # a header smuggled in
        ("", "/"),  # nothing asked for
        (None, "/"),
    ],
)
def test_only_our_own_paths(asked: str | None, sent: str):
    assert local_path(asked) == sent
