"""Designated shelters: read from the files of a city's `shelters/`, as places and as documents."""
