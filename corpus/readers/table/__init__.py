"""Tables of any file format: where the header is, what the rows are, how they read as text."""
