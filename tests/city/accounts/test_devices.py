"""What a browser is called in the list of one's own sessions."""

import pytest

from registry.city.accounts.devices import device_name

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (f"{CHROME} Edg/131.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8.5", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_device_name(header, name):
    assert device_name(header) == name
