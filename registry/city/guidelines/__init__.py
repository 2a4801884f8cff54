"""The guidelines as versioned data: their rules, the checklists, and the answers given for a matter."""
