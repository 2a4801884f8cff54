"""Payments under running agreements: attesting one is an act of its own, apart from the decision."""
