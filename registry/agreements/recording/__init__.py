"""Agreements entered into before they came into the register: recorded by one person, confirmed by another."""
