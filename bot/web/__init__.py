"""What the program serves besides its networks."""
