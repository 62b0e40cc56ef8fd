"""Petitions: drafted, put to the village, signed, handed over, answered."""
