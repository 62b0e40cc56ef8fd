"""Surveys: brought as forms, asked of the village, filled in, handed in, told."""
