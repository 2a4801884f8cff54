"""How statements are put into SQLite's words: a number of rows stands in the statement and is no parameter.

SQLite plans a statement anew for each value of a parameter that its plan looks at, and since 3.46 it looks at the
limit. Planning takes longer than running: every list and panel of a page paid for that.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler


class SQLiteWords(SQLiteCompiler):
    """SQLAlchemy's own words but for limits."""

    def limit_clause(self, select: Select[Any], **options: Any) -> str:
        """Return the limit and the offset; the numbers are put in when the statement is run."""
        words = f"\n LIMIT {self._rows(select._limit_clause, -1, **options)}"
        return f"{words} OFFSET {self._rows(select._offset_clause, 0, **options)}"

    def _rows(self, number: ColumnElement[Any] | None, otherwise: int, **options: Any) -> str:
        if isinstance(number, BindParameter):
            number = number.render_literal_execute()
        return str(otherwise) if number is None else self.process(number, **options)
