"""A document is a record: what its templates write changes only when somebody means it to, and says why."""

import hashlib
from pathlib import Path

import yaml

from registry.documents import rendering
from tests.documents.example import assessed, example
from tests.documents.reports import map_report, mapped, partner_statement, programme, reply
from tests.documents.test_after import documents

KEPT = Path(__file__).with_name("bytes.yaml")

FUNDED = {
    "funder": "En påhittad fond", "funder_reference": "EX-P 1", "total": 90000000, "funder_decided_on": None,
    "our_role": "Vi är samverkanspart",
}  # fmt: skip


def written() -> dict[str, str]:
    """Return the hash of each example's HTML, in which also a space counts."""
    examples = {
        "agreement": ("agreement", example()),
        "agreement, draft": ("agreement", example(draft=True, decision=None, attested=[], content_hash=None)),
        "agreement, project": ("agreement", example(project=FUNDED)),
        "assessments": ("assessments", assessed()),
        "map_report": ("map_report", map_report()),
        "partner_statement": ("partner_statement", partner_statement()),
        "mapping": ("mapping", mapped(is_public=False)),
        "mapping, public": ("mapping", mapped(is_public=True)),
        "programme": ("programme", programme()),
        "reply": ("reply", reply(is_public=False)),
        "reply, public": ("reply", reply(is_public=True)),
        **{f"{template}, {name}": (template, data) for name, (template, data) in documents().items()},
    }
    return {
        name: hashlib.sha256(rendering.html(template, data).encode()).hexdigest()
        for name, (template, data) in examples.items()
    }


def test_documents_are_written_byte_for_byte_as_before():
    kept = yaml.safe_load(KEPT.read_text(encoding="utf-8"))
    assert kept["why"].strip()
    assert written() == kept["html"], f"if it is meant, say why in {KEPT.name} and put the new hashes there"


def test_every_template_of_a_document_is_written_once():
    folder = rendering.TEMPLATES / "documents"
    whole = {path.stem for path in folder.glob("*.html")} - {"base", "_parts", "_drawings"}
    kept = yaml.safe_load(KEPT.read_text(encoding="utf-8"))["html"]
    assert {name.partition(",")[0] for name in kept} == whole
