"""Labels of what governs who may decide: delegation orders with their points, price base amounts and units."""

from registry.audit.knowledge import FROM, TO
from registry.audit.labelling import Labels
from registry.core.i18n import lazy

GOVERNING = {
    "delegation_order": Labels(
        lazy("Delegationsordning"),
        {
            "code": lazy("Kod"),
            "title": lazy("Rubrik"),
            "status": lazy("Läge"),
            "adopted_by": lazy("Antagen av"),
            "adopted_on": lazy("Antagen"),
            "paragraph": lazy("Paragraf"),
            "case_number": lazy("Diarienummer"),
            "valid_from": FROM,
            "valid_to": TO,
            "over_frame": lazy("När beslutet är större än enhetens budgetram"),
            "note": lazy("Anteckning"),
            "based_on_id": lazy("Bygger på"),
        },
    ),
    "delegation_rule": Labels(
        lazy("Punkt i delegationsordningen"),
        {
            "number": lazy("Nummer"),
            "text": lazy("Beslut"),
            "decision_type": lazy("Vad som beslutas"),
            "kind": lazy("Typ av avtal"),
            "post": lazy("Beslutar"),
            "second_post": lazy("Beslutar tillsammans med"),
            "scope_unit_id": lazy("Gäller inom"),
            "funding_source_id": lazy("Gäller medel från"),
            "limit_kind": lazy("Sorts gräns"),
            "limit_amount": lazy("Gräns i kronor"),
            "limit_multiple": lazy("Gräns i prisbasbelopp"),
            "basis": lazy("Gränsen gäller"),
            "reported": lazy("Anmäls till nämnden"),
            "may_sub_delegate": lazy("Får vidaredelegeras"),
            "parent_id": lazy("Vidaredelegerad från punkt"),
            "valid_from": FROM,
            "valid_to": TO,
            "case_number": lazy("Diarienummer"),
        },
        "order_id",
    ),
    "base_amount": Labels(
        lazy("Prisbasbelopp"), {"year": lazy("År"), "amount": lazy("Belopp"), "source": lazy("Källa")}
    ),
    "unit": Labels(
        lazy("Enhet"),
        {
            "code": lazy("Kod"),
            "name": lazy("Namn"),
            "kind": lazy("Nivå"),
            "parent_id": lazy("Ligger under"),
            "cost_centre": lazy("Kostnadsställe"),
            "starts_on": FROM,
            "ends_on": TO,
            "note": lazy("Anteckning"),
        },
    ),
}
