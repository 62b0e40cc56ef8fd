"""The roll: brought by the office, found in by people, vouched for by neighbours."""
