"""The upkeep of the organisation: units that are added, renamed and closed. What has been stays where it was."""
