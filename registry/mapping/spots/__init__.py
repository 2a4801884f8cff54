"""What is missing, what several do without knowing of each other, and what hangs by a thread."""
