"""The command line: its arguments, and the claims that they name."""
