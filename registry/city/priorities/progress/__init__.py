"""How far the work on a priority has come: every status with its motive and the day it speaks of, the latest shown."""
