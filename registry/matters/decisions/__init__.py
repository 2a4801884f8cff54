"""After the decision: its document, the report to the nämnd, the notice board, appeals and legal force."""
