"""Addresses that an organisation writes in itself: each is confirmed by a link before matters are mailed to it."""
