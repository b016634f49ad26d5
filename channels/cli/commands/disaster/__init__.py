"""The commands of `annai disaster`: switch the disaster mode and see what is on."""
