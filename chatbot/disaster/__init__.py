"""Disaster mode: what the city switched on, and what is said while it is on (DESIGN §9)."""
