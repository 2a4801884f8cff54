"""The formats that lists come in. Everything here runs in the limited reading process (`reader.py`)."""
