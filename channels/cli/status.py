"""Exit statuses of the command line (DESIGN §8)."""

DONE = 0
PROBLEMS = 1
"""Not everything went well; what didn't is listed on standard error or in the data."""
WRONG_USE = 2
CANCELLED = 130
"""As shells report an interrupt (128 + SIGINT)."""
