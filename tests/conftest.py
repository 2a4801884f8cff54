"""What all tests share. The plugins below give databases (`tests/engines.py`) and the closing summary."""

pytest_plugins = [
    "tests.engines", "tests.summary", "tests.application", "tests.audited", "tests.drafts", "tests.garbage",
    "tests.lengths", "tests.ordering",
]  # fmt: skip
