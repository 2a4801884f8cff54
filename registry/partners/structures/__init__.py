"""Standing structures for collaboration: networks, meeting places, methods, groups and operations."""
