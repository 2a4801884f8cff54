"""Pages of the overviews: home, the inbox, lead times."""

from registry.inbox.routes.home import bp
from registry.inbox.routes.inbox import bp as inbox
from registry.inbox.routes.lead_times import bp as lead_times

__all__ = ["bp", "inbox", "lead_times"]
