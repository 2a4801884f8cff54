"""What the register said before: every kept row as it was, and from when to when it was so."""
