"""Who the bot is on Telegram: what getMe tells, and what hearing and linking need of it."""

from dataclasses import dataclass

from village.ids import VillageSlug

NETWORK = "telegram"
HEARD_KINDS = ("message", "callback_query", "my_chat_member", "chat_member", "poll_answer")
"""The updates we ask for; ``chat_member`` comes only when it is named."""


@dataclass(frozen=True, slots=True)
class Myself:
    """One village's bot; ``hears_groups`` tells that privacy mode is off: all that a group says comes in."""

    village: VillageSlug
    id: int
    username: str
    hears_groups: bool = False

    def is_called(self, username: str) -> bool:
        """Tell whether a name after @ is this bot's; Telegram does not tell capitals apart."""
        return username.casefold() == self.username.casefold()
