"""Budget frames of units by year and funding, and what decisions have committed of them."""
