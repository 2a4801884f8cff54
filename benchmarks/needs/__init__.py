"""How well a need is read and matched: 24 described needs over a register of 2,000 collaborations with known truth."""
