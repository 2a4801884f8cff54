"""Faults that a suite worth its name finds: each a few words changed in one file of the product, and who should notice.

`tests` is the smallest selection that is answerable for the fault, as arguments to pytest. `engine` is the one where it
must show first: SQLite's tests come before PostgreSQL's. A fault whose words no longer stand in its file fails the run:
move it, do not drop it.
"""

from dataclasses import dataclass

PAGES = "tests/browser/test_accessible.py"  # answerable for all that only a browser or the HTML checker sees
BOTH = "--engine sqlite --engine postgresql"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name, what it does to people, and the words that bring it about."""

    name: str
    harm: str
    file: str
    old: str
    new: str
    tests: str
    engine: str = ""


OF_PAGES = (
    Fault(
        "label",
        "a control without a name on a page that few open",
        "templates/payees/end.html",
        "  {{ ui.field(form.reason, rows=3) }}\n",
        '  {{ ui.field(form.reason, rows=3) }}\n  <input class="ds-input" name="remark" id="remark">\n',
        f"{PAGES} tests/access",
    ),
    Fault(
        "identifier",
        "an identifier that stands twice: the way past the menu leads to the wrong place",
        "templates/diary/close_range.html",
        "<p>{{ _(",
        '<p id="content">{{ _(',
        f"{PAGES} tests/access",
    ),
    Fault(
        "nesting",
        "a paragraph inside a phrase, which only the HTML checker sees",
        "templates/enquiries/assessments.html",
        '{{ ui.tabs(tabs, _("Frågor och behov")) }}\n',
        '{{ ui.tabs(tabs, _("Frågor och behov")) }}\n<span><p>{{ _("Behovsbedömningar") }}</p></span>\n',
        PAGES,
    ),
    Fault(
        "pale in light",
        "words too pale to read, in light mode alone",
        "static/css/components.css",
        ".optional {\n  white-space: nowrap;\n  font-weight: 400;\n  color: var(--quiet);\n}\n",
        ".optional {\n  white-space: nowrap;\n  font-weight: 400;\n  color: var(--quiet);\n}\n"
        "@media (prefers-color-scheme: light) { .optional { color: #98a2a8; } }\n",
        PAGES,
    ),
    Fault(
        "pale in dark",
        "words too pale to read, in dark mode alone",
        "static/css/components.css",
        "dl.summary dt {\n  color: var(--quiet);\n  font-size: var(--sm);\n  padding-top: 0.0625rem;\n}\n",
        "dl.summary dt {\n  color: var(--quiet);\n  font-size: var(--sm);\n  padding-top: 0.0625rem;\n}\n"
        "@media (prefers-color-scheme: dark) { dl.summary dt { color: #5f686d; } }\n",
        PAGES,
    ),
    Fault(
        "wide",
        "a list that must be scrolled sideways on a phone",
        "static/css/components.css",
        ".task > :first-child {\n  flex: 1 1 22rem;\n  min-width: 0;",
        ".task > :first-child {\n  flex: 1 1 22rem;\n  min-width: 22rem;",
        PAGES,
    ),
)

OF_ENGINES = (
    Fault(
        "grouping",
        "a column that is neither grouped nor summed: PostgreSQL refuses, SQLite takes any row",
        "registry/mapping/queries.py",
        "        .group_by(TargetGroup.id, TargetGroup.name, TargetGroup.position)\n",
        "        .group_by(TargetGroup.name, TargetGroup.position)\n",
        f"tests/journeys/test_the_story.py {BOTH}",
        "postgresql",
    ),
    Fault(
        "json",
        "words looked for in a JSON value: PostgreSQL refuses, SQLite looks in its text",
        "registry/matters/decisions/queries.py",
        '            Round.content["title"].as_string(),\n',
        '            Round.content["title"],\n',
        f"tests/matters/decisions/test_lists.py {BOTH}",
        "postgresql",
    ),
    Fault(
        "letters",
        "LIKE that minds capitals on PostgreSQL and not on SQLite",
        "registry/agreements/queries.py",
        "Edition.case_number.icontains(q, autoescape=True)",
        "Edition.case_number.contains(q, autoescape=True)",
        f"tests/agreements/test_queries.py {BOTH}",
        "postgresql",
    ),
    Fault(
        "turns",
        "one thing made twice on PostgreSQL by two who press at once; SQLite lets one write at a time anyway",
        "registry/core/database.py",
        "    elif _in_turn.get():\n",
        "    elif not _in_turn.get():\n",
        f"tests/core/test_turns.py tests/web/test_sent_twice.py {BOTH}",
        "postgresql",
    ),
    Fault(
        "writer's turn",
        "writers on SQLite that do not wait for each other; PostgreSQL never sees the line",
        "registry/core/database.py",
        'exec_driver_sql("BEGIN IMMEDIATE")',
        'exec_driver_sql("BEGIN")',
        f"tests/core/test_turns.py {BOTH}",
        "sqlite",
    ),
)

OF_RIGHTS = (
    Fault(
        "policy",
        "every officer ends every agreement",
        "registry/access/policy.py",
        "P.AGREEMENT_END: (PREPARER, PREPARATORY)",
        "P.AGREEMENT_END: (PREPARER, PREPARATORY, OFFICER)",
        "tests/access tests/architecture/test_routes.py",
    ),
    Fault(
        "guard",
        "whoever reads decisions also takes their notices down",
        "registry/matters/decisions/routes/posting.py",
        "@requires(Permission.DECISION_REPORT, load=queries.notice)\ndef take_down",
        "@requires(Permission.DECISION_READ, load=queries.notice)\ndef take_down",
        "tests/access tests/architecture/test_routes.py tests/matters/decisions/test_pages.py",
    ),
    Fault(
        "list",
        "whoever stands outside a matter finds it again on the organisation's page",
        "registry/agreements/queries.py",
        "rows = _columns().where(about, not_outside(person, Edition.id), not_secret(person, reads_all, Edition.id))",
        "rows = _columns().where(about, not_secret(person, reads_all, Edition.id))",
        "tests/access tests/architecture/test_routes.py tests/agreements/test_secrecy.py",
    ),
    Fault(
        "portal",
        "an association takes back what another has proposed",
        "registry/partners/profiles/queries.py",
        "rows.where(ProfileProposal.id == proposal_id, mine)",
        "rows.where(ProfileProposal.id == proposal_id)",
        "tests/access tests/portal tests/partners/profiles/test_actions.py",
    ),
    Fault(
        "document",
        "an association has what was meant for the house alone",
        "registry/documents/queries.py",
        "Document.id == document_id, Document.matter_id.in_(matter_ids), Document.shown_to_partner\n",
        "Document.id == document_id, Document.matter_id.in_(matter_ids)\n",
        "tests/access tests/portal",
    ),
)

FAULTS = (*OF_PAGES, *OF_ENGINES, *OF_RIGHTS)
