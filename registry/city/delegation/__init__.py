"""The delegation order: versioned points that say who may decide what, kept as data and edited by the house."""
