"""Pages of the delegation order: what it says, its editions, what is sub-delegated, and base amounts."""

from registry.city.delegation.routes import base_amounts, editions, files, points
from registry.city.delegation.routes.blueprint import bp

__all__ = ["base_amounts", "bp", "editions", "files", "points"]
