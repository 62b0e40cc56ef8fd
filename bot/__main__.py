"""``python -m bot``: the command ``asar`` where it is not installed."""

from bot.cli import main

main()
