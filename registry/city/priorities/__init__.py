"""The grounds a collaboration rests on: budget missions, the reglemente and local programmes, and where we read it."""
