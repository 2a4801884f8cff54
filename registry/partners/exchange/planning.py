"""What becomes of a row: compared with what is in the register, and with the rows before it. Pure, over values.

The organisation number decides, else the list's own identifier under an unchanged name, else name and place, else a
person (`domain.md` 9). Two different numbers are two organisations whatever else says otherwise. Branches may share one
number; they are told apart by the list's identifier, or by name and place. Blank cells never erase anything, and a name
is not changed because its letter case differs.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from registry.core.i18n import _
from registry.partners.exchange import provenance
from registry.partners.exchange.choices import RowVerdict
from registry.partners.exchange.entries import ListedContact, ListedOrganisation
from registry.partners.exchange.known import (
    KnownOrganisation,
    Plan,
    PlannedChange,
    Register,
    RowCandidate,
    Why,
    facts,
)
from registry.partners.exchange.provenance import Held, SourceWords
from registry.partners.organisations import matching, names_apart
from registry.partners.organisations.matching import Described
from registry.partners.organisations.reach import reach_key

MOST_CANDIDATES = 5
_PUBLIC = "2"  # numbers of the state, regions and municipalities: their units share them


def plan(entry: ListedOrganisation, register: Register) -> Plan:
    """Return what becomes of the row. Its likeness to names in the register is not looked at here."""
    own = register.by_id.get(entry.own_id) if entry.own_id else None
    if own is not None and may_be(entry, own, register):
        return _ours(entry, own, register)
    target, candidates, is_branch = _match(entry, register)
    if target is not None:
        return against(entry, target, register)
    if candidates:
        return Plan(RowVerdict.DUPLICATE, candidates=candidates, remarks=entry.remarks)
    return new(entry, register, is_branch=is_branch)


def new(entry: ListedOrganisation, register: Register, *, is_branch: bool = False) -> Plan:
    """Return the plan for a row that is an organisation of its own; the list holds all that it says of it."""
    remarks = (*entry.remarks, *(["shared"] if is_branch else []), *_tied_elsewhere(entry, register))
    told = provenance.said(facts(entry))
    held = _held_first(register.on, tuple(told))
    return Plan(
        RowVerdict.NEW,
        umbrella_id=_umbrella(entry, register) if is_branch else None,
        remarks=remarks,
        tie=register.tie_of(entry),
        words=SourceWords(register.source, register.rank, told, held),
    )


@lru_cache(maxsize=512)
def _held_first(on: date, told: tuple[str, ...]) -> Held:
    """What a source holds of what it brought: rows that say the same things share it, and nothing changes it."""
    return {on.isoformat(): list(dict.fromkeys((*told, "standing", "legal_form")))}


def may_be(entry: ListedOrganisation, target: KnownOrganisation, register: Register) -> bool:
    """Return whether the row may be the organisation at all: never one with another number, nor one without a number
    that an earlier row of the list is already, since this row's number would be lost.
    """
    if not entry.number or entry.number == target.number:
        return True
    return target.number is None and target.id not in register.taken


def against(entry: ListedOrganisation, target: KnownOrganisation, register: Register) -> Plan:
    """Return what the row changes in the organisation that it is; of one that an earlier row is, only what it adds."""
    reaches = _unknown(entry.reaches, target)
    accounts = [one for one in entry.accounts if (one.kind, one.digits) not in target.accounts]
    if target.id in register.taken:
        plan = Plan(
            RowVerdict.SAME, target, reaches=reaches, accounts=accounts, remarks=(*entry.remarks, "repeated")
        )
        register.learn(target, entry, plan)
        return plan
    register.taken.add(target.id)
    words = target.words_of(register.source, register.rank)
    changes = differences(entry, target, words)
    names = [one for one in entry.other_names if one.casefold() not in target.names]
    tie = register.tie_of(entry)
    is_noted = bool(tie and tie.startswith("~") and target.source_ids and not entry.is_insisted)
    if entry.identity in target.source_ids or is_noted:
        tie = None
    plan = Plan(RowVerdict.SAME, target, changes, reaches, accounts, names, tie, remarks=entry.remarks)
    plan.words = noted(entry, target, words)
    if plan.adds or any(one.is_taken for one in changes):
        plan.verdict = RowVerdict.CHANGED
    elif plan.question:
        plan.verdict = RowVerdict.ASKED
    elif tie or plan.words:
        plan.verdict = RowVerdict.KNOWN
    register.learn(target, entry, plan)
    return plan


def _ours(entry: ListedOrganisation, own: KnownOrganisation, register: Register) -> Plan:
    """What a row of the register's own list changes: what somebody has written in it, and no list is its source."""
    plan = against(entry, own, register)
    plan.tie = plan.words = None
    if plan.verdict is RowVerdict.KNOWN:
        plan.verdict = RowVerdict.SAME
    return plan


def differences(
    entry: ListedOrganisation, target: KnownOrganisation, words: SourceWords
) -> list[PlannedChange]:
    """Return the fields that the list has and the register has otherwise: what it said before is no news."""
    found = []
    for name, value in facts(entry).items():
        old = getattr(target, name)
        if value is None or provenance.is_same(name, value, old):
            continue
        if words.told.get(name) == provenance.mark(name, value) and not entry.is_insisted:
            continue
        if name == "name" and _same_words(value) in target.names:
            continue
        taken = provenance.is_taken(
            name, old, by=words, sources=target.sources, is_listed=bool(target.sources)
        )
        found.append(PlannedChange(name, old, value, taken))
    return found


def noted(entry: ListedOrganisation, target: KnownOrganisation, words: SourceWords) -> SourceWords | None:
    """Return what the list has said once this row is read, before any change is made; None when it is nothing new.

    A list that was read before anybody kept what it said holds what it says as the register has it.
    """
    said = provenance.said(facts(entry))
    told, held = words.told | said, words.held
    if words.fetched_on and not words.told:
        same = [
            name for name in said if provenance.is_same(name, getattr(entry, name), getattr(target, name))
        ]
        held = provenance.holding(held, same, words.fetched_on)
    if told == words.told and words.id and not entry.is_insisted:
        return None
    held = provenance.pinned(held, words.gave(), told) if words.told else held
    return SourceWords(words.source, words.rank, told, held, words.id, words.fetched_on)


Found = tuple[KnownOrganisation | None, list[RowCandidate], bool]


def _match(entry: ListedOrganisation, register: Register) -> Found:
    """The organisation that the row is, or those that it may be, and whether it shares its number as a branch."""
    sharing = register.by_number.get(entry.number, ()) if entry.number else ()
    tied = register.by_source.get(entry.identity)
    if tied is not None and tied in sharing:
        return tied, [], False
    if sharing:
        return _among_sharing(entry, sharing, register)
    is_made = not entry.source_id and tied is not None
    if tied is not None and (
        not may_be(entry, tied, register) or (is_made and not names_apart.is_same_kind(entry.name, tied.name))
    ):
        tied = None
    is_called_so = (
        tied is not None and tied.key == entry.key and names_apart.is_same_kind(entry.name, tied.name)
    )
    if tied is not None and (is_called_so or _same_words(entry.name) in tied.names):
        return tied, [], False
    target, candidates = _by_name(entry, register)
    if target is None and tied is not None and tied.id not in {one.organisation_id for one in candidates}:
        candidates = [*_candidates([tied], Why.ID), *candidates][:MOST_CANDIDATES]
    return target, candidates, False


def _by_name(
    entry: ListedOrganisation, register: Register
) -> tuple[KnownOrganisation | None, list[RowCandidate]]:
    """The organisation with the row's name and place, or those that it may be."""
    namesakes = [
        one
        for one in register.by_key.get(entry.key, ())
        if may_be(entry, one, register)
        and not _is_another_record(entry, one)
        and names_apart.is_same_kind(entry.name, one.name)
    ]
    here = [one for one in namesakes if _same_place(entry, one)]
    if len(here) == 1:
        return here[0], []
    if here:
        return None, _candidates(here, Why.NAME_PLACE)
    return None, _candidates((one for one in namesakes if _same_place(entry, one) is None), Why.NAME)


def _tied_elsewhere(entry: ListedOrganisation, register: Register) -> list[str]:
    """What to remark when the list's identifier is known, and belongs to an organisation with another number."""
    tied = register.by_source.get(entry.identity)
    differs = bool(tied and entry.number and tied.number and tied.number != entry.number)
    return ["other_number"] if differs else []


def _among_sharing(
    entry: ListedOrganisation, sharing: Sequence[KnownOrganisation], register: Register
) -> Found:
    """Which of those with the number the row is. One that an earlier row is, or that the list has another identifier
    for, is not this one: then the row is a branch.
    """
    namesakes = [one for one in sharing if one.key == entry.key]
    here = [one for one in namesakes if _same_place(entry, one) is not False]
    if len(here) > 1:
        here = [one for one in here if _same_place(entry, one)] or here
    if len(here) == 1:
        return here[0], [], False
    if here:
        return None, _candidates(here, Why.NUMBER), False
    others = [one for one in sharing if not _is_another_record(entry, one)]
    if len(sharing) > 1 or not others or _is_branch(entry, others[0], register):
        return None, [], True
    only = others[0]
    is_only = not (only.id in register.taken or _is_outnamed(entry, only))
    is_here = _same_place(entry, only) is not False and not _is_part(entry.name, only.name)
    if is_only and (namesakes or is_here):
        return only, [], False
    return None, _candidates([only], Why.NUMBER), False


def _is_branch(entry: ListedOrganisation, only: KnownOrganisation, register: Register) -> bool:
    """Whether the row is a part of what an earlier row is: by its name, or since both are the same list's own."""
    if only.id not in register.taken:
        return False
    is_public = (entry.number or "").startswith(_PUBLIC)
    return only.line is not None or is_public or _is_part(entry.name, only.name)


def _is_outnamed(entry: ListedOrganisation, one: KnownOrganisation) -> bool:
    """Whether another row with the number has a name more like the organisation's: then that row is the one."""

    def likeness(name: str) -> float:
        return matching.compare(Described(name), Described(one.name)).score

    return any(likeness(rival) > likeness(entry.name) for rival in entry.rivals)


def _is_another_record(entry: ListedOrganisation, one: KnownOrganisation) -> bool:
    """Whether the list has the organisation under an identifier of its own, and this row under another."""
    own = [known for known in one.source_ids if not known.startswith("~")]
    return bool(entry.source_id and own and entry.source_id not in own)


def _is_part(one: str, other: str) -> bool:
    """Whether one name begins with the other, as a branch's does with the main organisation's."""
    a, b = _same_words(one), _same_words(other)
    return a != b and (a.startswith(b) or b.startswith(a))


def _umbrella(entry: ListedOrganisation, register: Register) -> UUID | None:
    """The one with the number whose whole name the branch's begins with, when there is just one shortest such."""
    name = _same_words(entry.name)
    over = {
        one.id: len(one.name)
        for one in register.by_number.get(entry.number or "", ())
        if name != _same_words(one.name) and name.startswith(_same_words(one.name))
    }
    main = [one for one, length in over.items() if length == min(over.values())]
    return main[0] if len(main) == 1 else None


def _same_place(entry: ListedOrganisation, one: KnownOrganisation) -> bool | None:
    """Whether the postcodes are one, or the places where a postcode is missing; None when that cannot be told."""
    if entry.postcode and one.postcode:
        if entry.postcode == one.postcode:
            return True
        return None if entry.seat and _same_words(entry.seat) == _same_words(one.seat or "") else False
    if entry.seat and one.seat:
        return _same_words(entry.seat) == _same_words(one.seat)
    return None


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _unknown(reaches: Iterable[ListedContact], target: KnownOrganisation) -> list[ListedContact]:
    """Return the ways to reach the organisation that it lacks; a new number beside a known address comes alone.

    A person is known by the address: a second row for the same person would only be one to keep in order.
    """
    found = []
    for one in reaches:
        if reach_key(one.email or one.phone or "") not in target.addresses:
            found.append(one)
        elif one.phone and not one.person and reach_key(one.phone) not in target.addresses:
            found.append(one._replace(label=_("Telefon"), email=None))
    return found


def _candidates(found: Iterable[KnownOrganisation], why: Why) -> list[RowCandidate]:
    return [RowCandidate(one.id, one.name, one.number, one.seat, (why.value,)) for one in found][
        :MOST_CANDIDATES
    ]
