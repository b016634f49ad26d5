"""What staff look back on: what was asked, how it ended, what residents thought of it."""
