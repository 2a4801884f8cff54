"""What every page shares: guard, transaction, forms, fields, errors, headers, navigation and pagination."""
