"""What every feature stands on: database, money, time, errors, workflow and jobs. Knows no feature."""
