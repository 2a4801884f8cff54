"""The partner's own pages: what their organisation does with the city, in plain words. No rules and no models."""
