"""`annai line …`."""
