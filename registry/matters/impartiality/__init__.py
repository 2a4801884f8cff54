"""Who stands outside a matter: known ties, questions raised, the nämnd's answers, and taking over the preparation."""
