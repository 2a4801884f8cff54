"""Mapping reports: the map of a day, frozen with its figures, drawings and lists, for the nämnd or about a part of it."""
