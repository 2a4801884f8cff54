"""What stands before the pages: it takes in whole requests, and lets each wait in a lane of its own kind."""
