"""One question to everything that a person may see: organisations, collaborations, agreements, numbers, people."""
