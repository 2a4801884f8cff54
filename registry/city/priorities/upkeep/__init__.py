"""The preparatory group writes: governing documents, grounds, money set aside and dialogue meetings."""
