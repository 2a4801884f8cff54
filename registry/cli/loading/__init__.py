"""Reading the YAML files of `cli/data/` into the database, row by row, with errors that name file and line."""
