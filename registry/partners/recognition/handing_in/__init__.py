"""Papers that an organisation hands in itself, until somebody in the city has noted what was seen."""
