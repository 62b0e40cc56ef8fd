"""Quick polls: drafted, asked, answered, closed, told."""
