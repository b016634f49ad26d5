"""`annai corpus …`: what the city says."""
