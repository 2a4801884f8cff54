"""The map as drawings, each with the table that says the same numbers."""
