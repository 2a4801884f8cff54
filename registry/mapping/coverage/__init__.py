"""Coverage: how much there is where any two of what a collaboration is told by meet, on any day."""
