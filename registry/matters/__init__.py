"""What is decided, whatever it is about: the matter itself. Its types lie above and are plugged in by name."""
