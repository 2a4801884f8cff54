"""The desk of the agreements, for reads over what people have done."""

from tests.agreements.conftest import desk, work

__all__ = ["desk", "work"]
