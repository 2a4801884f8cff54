"""Taking in lists of organisations: from a file to a preview, from a preview to the register, and back."""
