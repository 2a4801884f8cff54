"""Mapping reports: the map of a day, frozen with its figures, drawings and lists, whole or about a part of it."""
