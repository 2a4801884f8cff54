"""Which roles never meet, and who attests: read from the environment, refused in a sentence when it makes no sense."""

import pytest

from registry.city.accounts.login import check_words
from registry.settings import Settings, SettingsError, from_environment

NEEDED = {
    "DATABASE_URL": "sqlite:///x.db",
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://samverkan.example.se",
}


def test_what_the_city_has_chosen():
    plain = from_environment(NEEDED)
    assert plain.roles_apart == (("administrator", "officer"), ("administrator", "registrar"))
    assert plain.attest_table == ((0, ("unit_head", "unit_head")),)
    assert plain.statement_posts == ("division_head", "director")
    assert plain.password_link_minutes == 30
    chosen = {
        "ROLES_APART": "officer+registrar",
        "ATTEST_TABLE": "500000:unit_head+director 0:unit_head",
        "STATEMENT_POSTS": "unit_head director",
        "PASSWORD_LINK_MINUTES": "10",
    }
    found = from_environment(NEEDED | chosen)
    assert found.roles_apart == (("officer", "registrar"),)
    assert found.attest_table == ((0, ("unit_head",)), (500_000, ("unit_head", "director")))
    assert found.statement_posts == ("unit_head", "director")
    assert found.password_link_minutes == 10
    assert from_environment(NEEDED | {"ROLES_APART": ""}).roles_apart == ()


@pytest.mark.parametrize(
    "given",
    [
        {"ROLES_APART": "administrator"},
        {"ROLES_APART": "administrator+administrator"},
        {"ROLES_APART": "administrator+officer+registrar"},
        {"ATTEST_TABLE": "unit_head"},
        {"ATTEST_TABLE": "500:unit_head"},  # nobody attests what is less
        {"ATTEST_TABLE": "0:unit_head 0:director"},
        {"ATTEST_TABLE": "0:"},
        {"STATEMENT_POSTS": "chair director"},
        {"STATEMENT_POSTS": "director director"},
    ],
)
def test_what_makes_no_sense_is_refused(given):
    with pytest.raises(SettingsError):
        from_environment(NEEDED | given)


@pytest.mark.parametrize(
    "wrong", [{"roles_apart": (("king", "officer"),)}, {"attest_table": ((0, ("chair",)),)}]
)
def test_a_role_or_post_that_there_is_not_stops_the_start(wrong):
    check_words(Settings(database_url="", secret_key=""))
    with pytest.raises(SettingsError, match="names something that is no"):
        check_words(Settings(database_url="", secret_key="", **wrong))
