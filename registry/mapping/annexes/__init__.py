"""Files of what is frozen on the map, a closed round or a report: made once, one at a time, and never again."""
