"""Messages to people: one function per message, an outbox in the same transaction, delivery by the worker."""
