"""The map: who we work with, for whom, where, and what is missing."""
