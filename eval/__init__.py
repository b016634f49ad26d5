"""How good it is: datasets, metrics, runners."""
