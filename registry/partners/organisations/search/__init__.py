"""Finding records by what people type: one way to ask, answered by SQLite FTS5 or by PostgreSQL.

The engine only fetches candidates, by tokens that Python has made (`tokens`); which of them match, in which order and
why is decided by one pure function (`ranking`), so that both engines give the same answer (docs/adr/0006).
"""
