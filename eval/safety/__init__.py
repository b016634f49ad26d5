"""Whether annai can be made to leak or to obey, and whether honest questions pass."""
