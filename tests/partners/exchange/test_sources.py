"""Worked cases of whole lists after each other: who a row is, whose word counts, and that nothing is lost or doubled.

Each case has names and numbers of its own, so that they can share one register.
"""

from sqlalchemy import func, select

from registry.core.database import session
from registry.partners.organisations.models import Contact

HEAD = "Id;Namn;Orgnr;Postnr;Ort;Hemsida;Ändamål;Kontaktperson;Kontaktperson e-post\n"
NEW, SAME, KNOWN, ASKED, CHANGED, MAYBE = "new", "same", "known", "asked", "changed", "duplicate"


def row(name, number="", *, id_="", post="", place="", site="", purpose="", person="", mail=""):
    return ";".join((id_, name, number, post, place, site, purpose, person, mail))


A, B, C, D = "Lista A", "Lista B", "Lista C", "Lista D"
# Each step: the source, its rows, and the verdicts in the file's order.
CASES = {
    "a list's own identifier never outranks a number": [
        (A, [row("Lyktan", "802990-0118", id_="7")], [NEW]),
        (A, [row("Gnistan", "802990-0126", id_="7")], [NEW]),
        (A, [row("Gnistan", "802990-0126", id_="7")], [SAME]),
        (A, [row("Lyktan", "802990-0118", id_="7")], [SAME]),
    ],
    "a swimming club is no sailing club": [
        (A, [row("Provstads Simsällskap", place="Provstad", post="123 45")], [NEW]),
        (A, [row("Provstads Segelsällskap", place="Provstad", post="123 45")], [NEW]),
    ],
    "a company is not the association of its name": [
        (A, [row("Provbys Hockey", place="Provby", post="123 46")], [NEW]),
        (A, [row("Provbys Hockey AB", "559999-0008", place="Provby", post="123 46")], [NEW]),
    ],
    "the row with the better name takes the number, whichever comes first": [
        (A, [row("Stegen till arbete", "802990-0043", site="stegenprov.se")], [NEW]),
        (B, [row("Nätverket Blåsippan", "802990-0043"), row("Stegen til arbete", "802990-0043")], [MAYBE, ASKED]),
    ],
    "the same rows in the other order": [
        (A, [row("Trappan till arbete", "802990-0068")], [NEW]),
        (B, [row("Trappan til arbete", "802990-0068"), row("Nätverket Vitsippan", "802990-0068")], [ASKED, MAYBE]),
    ],
    "a replaced name is a question": [
        (A, [row("Gamla Bryggan", "802990-0050")], [NEW]),
        (A, [row("Nya Bryggans Folk", "802990-0050")], [ASKED]),
        (A, [row("Nya Bryggans Folk", "802990-0050")], [SAME]),
    ],
    "one site of a federation says nothing of unlike names": [
        (A, [row("Asterns vänner", place="OrtA", site="forbundetprov.se/a")], [NEW]),
        (B, [row("Bokens vänner", place="OrtB", site="forbundetprov.se/b")], [NEW]),
        (C, [row(name, place=f"Ort{name[0]}", site=f"https://forbundetprov.se/{name[:3]}") for name in (
            "Dillens krets", "Ekens lag", "Falkens skara", "Granens led", "Humlans bo", "Isens rike")], [NEW] * 6),
        (D, [row("Tallens kör", place="OrtT", site="facebook.com/profile.php?id=1"),
             row("Uvens teater", place="OrtU", site="facebook.com/profile.php?id=2")], [NEW, NEW]),
    ],
    "a like name at one site is asked about": [
        (A, [row("Skenets Vänner", place="OrtX", site="skenetprov.se")], [NEW]),
        (B, [row("Föreningen Skenets Vänner", place="OrtY", site="https://www.skenetprov.se/")], [MAYBE]),
    ],
    "likeness within one list is asked about too": [
        (A, [row("Kulturföreningen Solrosen", place="Provby", site="solrosenprov.se"),
             row("Solrosens kulturförening", place="Annanort", site="solrosenprov.se")], [NEW, MAYBE]),
    ],
    "two lists that disagree ask once": [
        (A, [row("Norrskenet", "802990-0084", place="Provby", purpose="Läxhjälp för barn")], [NEW]),
        (B, [row("Sällskapet Polen", "802990-0084", purpose="intresseförening")], [ASKED]),
        (A, [row("Norrskenet", "802990-0084", place="Provby", purpose="Läxhjälp för barn")], [SAME]),
        (B, [row("Sällskapet Polen", "802990-0084", purpose="intresseförening")], [SAME]),
        (A, [row("Norrskenet", "802990-0084", place="Annanby", purpose="Läxhjälp för barn")], [CHANGED]),
        (B, [row("Norrskenet", "802990-0084", place="Provby")], [KNOWN]),
    ],
    "another spelling is no change": [
        (A, [row("Stigen", "802990-0092", place="Provby", site="https://www.stigenprov.se/")], [NEW]),
        (B, [row("STIGEN", "802990-0092", place="provby", site="http://stigenprov.se")], [KNOWN]),
        (B, [row("Stigen", "802990-0092", place="Provby kommun", site="STIGENPROV.SE")], [SAME]),
    ],
    "one organisation twice under two identifiers": [
        (A, [row("Huvudet", "802990-0076")], [NEW]),
        (B, [row("Huvudet", "802990-0076", id_="1"), row("Huvudet", "802990-0076", id_="2")], [KNOWN, SAME]),
        (B, [row("Huvudet", "802990-0076", id_="1"), row("Huvudet", "802990-0076", id_="2")], [SAME, SAME]),
    ],
    "a row without a number before the one with it": [
        (A, [row("Mårdens bo", place="Provby"), row("Mårdens bo", "802990-0100", place="Provby")], [SAME, NEW]),
        (A, [row("Mårdens bo", place="Provby"), row("Mårdens bo", "802990-0100", place="Provby")], [SAME, SAME]),
    ],
    "every row's contact is kept": [
        (A, [row("Solgläntan", "802990-0134", person="Exempel Ett", mail="ett@x.example"),
             row("Solgläntan", "802990-0134", person="Exempel Två", mail="tva@x.example")], [NEW, SAME]),
        (A, [row("Solgläntan", "802990-0134", person="Exempel Ett", mail="ett@x.example"),
             row("Solgläntan", "802990-0134", person="Exempel Två", mail="tva@x.example")], [SAME, SAME]),
    ],
}  # fmt: skip


def test_lists_after_each_other(importing):
    for case, steps in CASES.items():
        for number, (source, rows, verdicts) in enumerate(steps):
            batch = importing.imported(HEAD + "\n".join(rows) + "\n", source=f"{source} {case[:60]}")
            told = [row.verdict.value for row in importing.rows(batch)]
            assert told == verdicts, (case, number, [row.details for row in importing.rows(batch)])
            done = dict(batch.counts)
            assert done.get("outcome_created", 0) == verdicts.count(NEW), (case, number)
    people = select(func.count()).where(Contact.person.in_(["Exempel Ett", "Exempel Två"]))
    assert session.scalar(people) == 2
