"""A local programme as a whole: carried over to a new year, and reported to a district board."""
