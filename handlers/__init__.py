"""What the bot does when someone writes, presses a button, or a deadline comes."""
