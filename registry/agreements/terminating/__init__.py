"""Ending an agreement before its last day: a decision of its own (säga upp), routed and decided as any other."""
