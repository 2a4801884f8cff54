"""Two days of the map beside each other: which numbers differ, and which collaborations came and went."""
