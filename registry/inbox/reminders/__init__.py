"""Telling people in time: reminders before and after a due day, and notices to the manager's manager."""
