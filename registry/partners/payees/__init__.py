"""Whom the city pays: account numbers, the payee's name confirmed by a person, changes seen by two."""
