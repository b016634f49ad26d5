"""`annai index …`: how it is found."""
