# The village’s chats: connected, the bot removed.

bind-ask = Which village does the chat “{ $chat }” belong to?
bind-done = The chat “{ $chat }” is connected: { $section }. Notices will now appear there.
bind-cannot-pin = The bot cannot pin messages in the chat “{ $chat }”. Please give it the right to pin.
bind-in-group = Write this in the village chat itself, not in private: /bind
letters-failed =
    { $failed ->
        [one] Notice No. { $number }: { $failed } message could not be delivered. Please tell people yourselves, by phone or on the boards.
       *[other] Notice No. { $number }: { $failed } messages could not be delivered. Please tell people yourselves, by phone or on the boards.
    }
bot-removed = The bot was removed from the chat “{ $chat }”. Messages will not reach it. Please add the bot again.
