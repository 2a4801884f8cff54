"""Assessments of need that are kept: what was found, what a person made of it, and what has changed since."""
