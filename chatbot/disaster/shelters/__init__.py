"""Where to flee to: the nearest designated shelters, whether they are open, and named places."""
