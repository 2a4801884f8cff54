"""Measurements against floors taken in the same run: ratios to quote, never a test that fails on a slow day."""
