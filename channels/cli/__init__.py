"""The command line of the city's staff: `annai`."""
