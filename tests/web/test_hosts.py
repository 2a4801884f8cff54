"""What a request says of its host steers nothing: strangers are told where we are, and no address follows it."""

import pytest

from registry import create_app
from registry.settings import Settings, SettingsError, from_environment

NEEDED = {
    "DATABASE_URL": "sqlite:///x.db",
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://samverkan.example.se",
}
FORGED = (
    "a..b",
    "x." * 130,
    "evil.example",
    "127.0.0.1:8000@evil.example",
    "evil.example/x",
    "a b",
    "å.se",
    '"><script>',
    "x" * 300,
    "[::",
    ":",
)


@pytest.mark.parametrize(
    ("given", "trusted"),
    [
        (
            {},
            ("samverkan.example.se", "localhost", "127.0.0.1"),
        ),  # the name people use, and this machine by itself
        ({"TRUSTED_HOSTS": "a.example b.example"}, ("a.example", "b.example")),
        ({"TRUSTED_HOSTS": "A.example,.b.example"}, ("a.example", ".b.example")),
    ],
)
def test_whom_we_answer_to(given, trusted):
    assert from_environment(NEEDED | given).trusted_hosts == trusted


@pytest.mark.parametrize(
    "given",
    [
        {"TRUSTED_HOSTS": "https://a.example"},
        {"TRUSTED_HOSTS": "a.example/x"},
        {"PUBLIC_URL": "samverkan.example.se"},
    ],
)
def test_a_name_that_can_never_match_is_refused(given):
    with pytest.raises(SettingsError, match=next(iter(given))):
        from_environment(NEEDED | given)


def asking(trusted):
    """Return a function that asks an application set up behind a name for a path, by the given host."""
    settings = Settings(
        database_url="sqlite://", secret_key="k" * 32, public_url="https://samverkan.example.se", proxies=1,
        trusted_hosts=trusted,
    )  # fmt: skip
    client = create_app(settings).test_client()

    def ask(path, host, **more):
        return client.get("/", headers={"Host": host, **more}, environ_overrides={"PATH_INFO": path})

    return ask


@pytest.fixture(scope="module")
def asked():
    return asking(("samverkan.example.se",))


@pytest.fixture(scope="module")
def without_a_list():
    return asking(())


@pytest.mark.parametrize("host", FORGED)
@pytest.mark.parametrize("path", ["/sign-in", "/units", "/finns-inte"])
def test_another_host_is_refused_in_words(asked, path, host):
    answer = asked(path, host)
    assert (answer.status_code, answer.location) == (400, None)
    assert "Registret har en annan adress" in answer.text
    assert "evil" not in answer.text
    assert "https://samverkan.example.se" in answer.text


@pytest.mark.parametrize("host", [*FORGED, "10.0.0.9:8000"])
def test_a_load_balancer_is_answered_by_address(asked, host):
    assert asked("/health", host).json == {"status": "ok"}
    assert "status" in asked("/ready", host).json


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/units", "/units/"),
        ("/language//sv", "/language/sv"),
        ("/units//", "/units/"),
        ("/account", "/sign-in?next=/account"),
    ],
)
@pytest.mark.parametrize("host", ["samverkan.example.se", "SAMVERKAN.example.se:8443"])
def test_we_send_nobody_to_a_host(asked, path, onward, host):
    assert asked(path, host).location == onward
    assert asked(path, "127.0.0.1", **{"X-Forwarded-Host": host}).location == onward
    assert asked(path, host, **{"X-Forwarded-Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("host", FORGED)
def test_without_a_list_no_address_follows_the_host_either(without_a_list, host):
    answer = without_a_list("/units", host)
    assert answer.location in {"/units/", None}
