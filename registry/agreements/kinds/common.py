"""What every kind of agreement needs (`domain.md` 1.4: the headings that municipal rules demand)."""

from registry.agreements.kinds.base import Needed
from registry.core.i18n import lazy

CASE_NUMBER = Needed("case_number", "basics", lazy("Diarienummer"))
STARTS = Needed("starts_on", "basics", lazy("Första dag"))
ENDS = Needed("ends_on", "basics", lazy("Sista dag"))
TARGET_GROUPS = Needed("target_groups", "basics", lazy("Målgrupper"))
BACKGROUND = Needed("background", "purpose", lazy("Bakgrund och samhällsutmaning"))
PURPOSE = Needed("purpose", "purpose", lazy("Syfte"))
SHARED_VALUES = Needed("values", "purpose", lazy("Gemensam värdegrund"))
ACTIVITIES = Needed("activities_description", "purpose", lazy("Verksamhet och insatser"))
GOALS = Needed("goals", "goals", lazy("Minst ett mål"))
CONTRIBUTIONS = Needed("contributions", "contributions", lazy("Parternas resurser"))
YEARLY = Needed("yearly", "economy", lazy("Belopp per år"))
ORGANISATION = Needed("organisation", "organisation", lazy("Hur partnerskapet leds"))
FOLLOW_UPS = Needed("follow_ups", "organisation", lazy("Minst ett datum för uppföljning"))
PERSONAL_DATA = Needed("personal_data", "terms", lazy("Personuppgifter, sekretess och offentlighet"))
NOTICE = Needed("notice_months", "terms", lazy("Uppsägningstid"))
TERMINATION = Needed("termination", "terms", lazy("Uppsägning och hävning"))
