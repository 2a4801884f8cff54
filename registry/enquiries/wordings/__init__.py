"""The phrases that needs are read by and how near terms lie: the city's to edit, with what an edit would change."""
