"""The log that nobody can change unseen: one hash-chained row for every change, in the same transaction."""
