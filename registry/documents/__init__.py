"""Documents: rendering, PDF, conformance and storage. A decided document is never rendered again."""
