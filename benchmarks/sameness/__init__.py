"""One organisation, once: a labelled register, what fits weights to one half, and what judges by the other."""
