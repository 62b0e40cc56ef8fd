"""Gatherings: convened, answered, changed, called off, proved."""
