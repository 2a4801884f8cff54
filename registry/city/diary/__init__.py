"""Case numbers: the pattern of the diary and the ranges that it has set aside for us. The diary itself is elsewhere."""
