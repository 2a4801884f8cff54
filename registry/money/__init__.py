"""What is paid, and what stands in its way."""
