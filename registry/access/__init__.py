"""Who may do what: actors, permissions, the one policy table and the reading rules."""
