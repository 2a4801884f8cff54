"""How well and how fast the search finds what officials type: `python -m benchmarks.finding`."""
