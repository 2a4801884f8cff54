"""Lending premises to an association: a small type of matter that only the tests know, with a folder of its own."""
