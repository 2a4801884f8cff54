"""Handling a political question: it is registered, given to somebody, attested, put before the nämnd and answered."""
