"""Who we are and what we may: accounts, units, the delegation order, guidelines, deadlines, budgets, words."""
