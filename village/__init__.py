"""The village and its rules: pure, synchronous, standard library only."""
