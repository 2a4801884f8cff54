"""The catalogue of partners: who they are, how to reach them, what they do and where."""
