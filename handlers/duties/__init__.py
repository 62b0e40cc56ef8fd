"""Duties: who owes what by when, and the reminders that keep it."""
