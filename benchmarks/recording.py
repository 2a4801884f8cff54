"""How long a person takes to record a fair on a phone, from the sentence to the saved collaboration.

`python -m benchmarks.recording ADDRESS PASSWORD` on a running demo. The pace is that of a new user with a thumb:
six seconds to read the page first, two before each tap, and a key every 0.35 s.
"""

import sys

from tests.browser.chromium import chromium
from tests.browser.recording import PHONE, Pace, record_fair
from tests.browser.test_recording import TRIES, signed_in

NEW_USER = Pace(read=6.0, tap=2.0, key=0.35)
MOST_SECONDS = 60


def main(address: str, password: str) -> None:
    """Record three times at the pace, and write the inputs and the seconds of each."""
    with chromium() as browser:
        size = {"width": PHONE[0], "height": PHONE[1]}
        context = browser.new_context(
            base_url=address, viewport=size, has_touch=True, is_mobile=True, locale="sv-SE"
        )
        page = context.new_page()
        signed_in(page, password)
        for typed, offered in TRIES:
            inputs, seconds = record_fair(page, typed, offered, NEW_USER)
            sys.stdout.write(f"{offered}: {inputs} inputs, {seconds:.1f} s\n")
            if seconds >= MOST_SECONDS:
                raise SystemExit(f"{offered}: more than {MOST_SECONDS} s")


if __name__ == "__main__":
    main(*sys.argv[1:3])
