"""The same thing done with many collaborations at once: confirm, end, move to another unit, rest on a ground."""
