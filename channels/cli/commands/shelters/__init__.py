"""`annai shelters …`: which there are, which are near, which are open."""
