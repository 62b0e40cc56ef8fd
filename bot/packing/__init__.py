"""Packages of petitions, written as they are read: the register, the tables, the sheets, the letter."""
