"""One organisation, once: likely duplicates found and decided, records merged and, when that was wrong, taken apart."""
