"""The city's own list of words and phrases that mean the same, which every search and comparison is given."""
