"""`annai store …`: the log of questions."""
