"""Replies: the tjänsteutlåtande that answers a political question, each sentence with the rows that it rests on."""
