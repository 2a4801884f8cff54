"""Needs: a text or fields read into what is needed, what already exists for it, what is missing and who could help."""
