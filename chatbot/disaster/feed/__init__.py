"""Watching the Atom feeds of the 気象庁 for telegrams about the city."""
