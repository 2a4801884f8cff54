"""What the city wants to have seen of an organisation: terms, papers and registers, and until when it holds."""
