"""`annai eval …`: how good it is."""
