"""Collaborations with partners, informal and formal: parties and roles, for whom, what, where and on which grounds."""
