"""Made-up lists shaped as municipalities' registers of associations are, with all that real ones have wrong in them."""
