"""Who they are: organisations and their structures, recognition, payees, proposals, duplicates, and lists read in."""
