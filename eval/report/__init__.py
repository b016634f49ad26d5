"""The report: one page, in Japanese, that a person who is no engineer can read."""
