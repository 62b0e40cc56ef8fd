"""Announcements: written, published, corrected, recalled."""
