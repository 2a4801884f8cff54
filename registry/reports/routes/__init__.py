"""Pages of the overviews: home, the inbox, lead times."""

from registry.reports.routes.home import bp
from registry.reports.routes.inbox import bp as inbox
from registry.reports.routes.lead_times import bp as lead_times

__all__ = ["bp", "inbox", "lead_times"]
