"""What LINE checks in a request's body, limit by limit."""
