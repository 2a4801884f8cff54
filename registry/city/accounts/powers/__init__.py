"""What gives a right to decide, or to register decisions, takes two: one administrator proposes, another confirms."""
