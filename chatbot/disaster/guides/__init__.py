"""Which approved guide a text asks for."""
