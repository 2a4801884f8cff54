"""When those who lead are away: a substitute decides then, or the level above."""
