"""Files that belong to an agreement that is prepared: added to the draft, frozen by their hashes with what is sent."""
