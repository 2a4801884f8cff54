"""What each person's first page says: what waits, their frame, what ends soon and what has changed."""
