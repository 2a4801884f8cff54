"""When a collaboration happened: the meetings, fairs and visits that an informal one consists of."""
