"""Questions from whoever may decide to whoever prepares, and the answers, while the matter stays where it is."""
