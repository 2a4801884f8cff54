"""Mapping rounds: what each unit does with whom, answered by those who know, certified by those who answer for it."""
