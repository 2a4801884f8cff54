"""What every response carries, and whose word we take for where a request comes from."""

import pytest
from flask import Flask, request

from registry.settings import Settings
from registry.web import headers


def answering(proxies: int) -> Flask:
    app = Flask("bare")
    app.config["SETTINGS"] = Settings(
        database_url="", secret_key="a key for the tests alone", proxies=proxies
    )
    headers.init_app(app)
    app.add_url_rule("/", view_func=lambda: f"{request.remote_addr} {request.scheme}")
    return app


def test_every_response_has_a_strict_policy_and_is_not_kept():
    answer = answering(0).test_client().get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_nonce_differs_from_answer_to_answer():
    client = answering(0).test_client()
    assert len({client.get("/").headers["Content-Security-Policy"] for _turn in range(3)}) == 3


@pytest.mark.parametrize(
    ("proxies", "sees"),
    [
        (0, "127.0.0.1 http"),  # nobody in front: what a visitor writes in the header counts for nothing
        (1, "203.0.113.9 https"),  # one proxy in front: the last address is what it saw
    ],
)
def test_only_known_proxies_are_believed(proxies: int, sees: str):
    told = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Proto": "https"}
    assert answering(proxies).test_client().get("/", headers=told).text == sees
