"""From a row of a file to the values of a table's row, with every reference found."""

from collections.abc import Callable
from typing import Any

from registry.cli.loading.files import FileRow
from registry.cli.loading.nouns import Noun
from registry.cli.loading.shapes import shape
from registry.cli.loading.values import for_column
from registry.core.i18n import _

Values = dict[str, Any]
Find = Callable[[type[Any], Any], Any]


def read(noun: Noun, row: FileRow, find: Find) -> Values:
    """Return the values by attribute; a key that the row lacks is not among them. `find` looks up by natural key.

    Raises SeedError: an unknown key, a value that does not fit, or a reference to nothing.
    """
    keys = shape(noun)
    row.refuse_unknown(keys.known)
    values = {key: _value(row, key, column) for key, column in keys.columns.items() if key in row}
    for key, (attribute, model) in keys.references.items():
        if key in row:
            values[attribute] = None if row[key] is None else _found(row, key, model, row[key], find).id
    for key, model in keys.links.items():
        if key in row:
            values[key] = [_found(row, key, model, value, find) for value in row[key] or ()]
    _check_lists(noun, row, values)
    return values


def missing(noun: Noun, values: Values) -> list[str]:
    """Return the keys that a new row must have and lacks."""
    keys = shape(noun)
    columns = [key for key, column in keys.columns.items() if not column.nullable and column.default is None]
    references = [
        key for key, (attribute, _model) in keys.references.items()
        if not keys.attributes[attribute].nullable and attribute not in values
    ]  # fmt: skip
    return [key for key in columns if key not in values] + references


def _value(row: FileRow, key: str, column: Any) -> Any:
    try:
        return for_column(column, row[key])
    except ValueError as error:
        raise row.error(f"”{key}” {error}.") from None


def _found(row: FileRow, key: str, model: type[Any], value: Any, find: Find) -> Any:
    found = find(model, value)
    if found is None:
        raise row.error(_("”%(key)s” pekar på ”%(value)s”, som inte finns.", key=key, value=value))
    return found


def _check_lists(noun: Noun, row: FileRow, values: Values) -> None:
    for key, enum in noun.lists.items():
        for value in values.get(key, ()):
            if value not in {member.value for member in enum}:
                raise row.error(_("”%(key)s” har värdet ”%(value)s”, som inte finns.", key=key, value=value))
