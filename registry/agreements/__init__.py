"""Agreements: prepared under the guidelines, decided by the manager with the budget, followed up."""
