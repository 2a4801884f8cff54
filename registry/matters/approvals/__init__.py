"""Who may decide: the delegation order as data, routing as a pure function, and the rounds, steps and decisions."""
