"""What stands in every frame is written once, and still each reader gets their own: language, nonce, person."""

import re

WORDS = "Tillgänglighetsredogörelse"


def test_what_is_written_once_is_in_the_readers_language_and_carries_the_pages_own_nonce(client):
    seen = set()
    for language in ("sv", "en", "sv", "en"):
        client.set_cookie("language", language)
        answer = client.get("/sign-in")
        assert (WORDS in answer.text) is (language == "sv")
        nonces = set(re.findall(r'nonce="([^"]*)"', answer.text))
        assert len(nonces) == 1
        assert nonces.isdisjoint(seen)
        assert f"'nonce-{min(nonces)}'" in answer.headers["Content-Security-Policy"]
        seen |= nonces
