"""The commands, one a module: see `channels.cli.tree`."""
