"""What waits for me: home, the inbox, reminders of it, and how long steps take."""
