"""Political questions and the needs assessments that answer them."""
