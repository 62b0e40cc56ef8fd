"""The bot as it runs: the only room that knows every room."""
