"""The city's own organisation: committee, administration, divisions and units, and who leads them when."""
