"""How residents are answered in a disaster, and whether telegrams are read right."""
