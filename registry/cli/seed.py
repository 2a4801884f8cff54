"""Filling the database from the files of `cli/data/`. The same files twice change nothing. Nothing here commits."""

from datetime import datetime

from registry.cli import demo_accounts
from registry.cli.examples.assessments import load_assessments
from registry.cli.examples.enquiries import load_enquiry
from registry.cli.examples.informal import load_informal
from registry.cli.examples.loading import load_examples
from registry.cli.examples.partner_facts import load_known
from registry.cli.examples.reporting import load_reporting
from registry.cli.examples.rounds import load_rounds
from registry.cli.loading.files import DATA, SeedError
from registry.cli.loading.nouns import ACCOUNTS, DEMO, REFERENCE
from registry.cli.loading.rows import load

__all__ = ["SeedError", "load_demo", "load_reference"]

EXAMPLES = DATA / "demo" / "examples"


def load_reference(at: datetime) -> None:
    """Load what any city needs: lists, districts, guidelines with checklists and clauses, price base amounts.

    Raises SeedError, which names file and line, at the first row that is wrong.
    """
    load(REFERENCE, DATA / "reference", at=at)


def load_demo(at: datetime, password: str) -> None:
    """Load reference data and the demo: the real matters, the accounts with this password, and the examples.

    Raises SeedError, which names file and line, at the first row that is wrong.
    """
    load_reference(at)
    load(DEMO, DATA / "demo", at=at)
    load_examples(EXAMPLES, at=at)
    load_informal(EXAMPLES, at=at)
    load_reporting(at=at)
    load((ACCOUNTS,), EXAMPLES, at=at)
    load_known(EXAMPLES, at=at)
    load_rounds(at=at)
    load_assessments(at=at)
    load_enquiry(at=at)
    demo_accounts.set_password(password, at=at)
