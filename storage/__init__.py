"""How it is kept: the only SQL in the house."""
