"""The world as one person sees it, in the JSON that the page reads. Moments are local, with their offset."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.gateway import Button
from bot.simulator.records import ClockMoved, Fact, Group, Pinned, Post, Read, StoredFile, Toast, Villager
from bot.simulator.world import World
from village.announcements import Point
from village.villages import Named

Json = dict[str, Any]

SHOWN_AS_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
_EXCERPT: Final = 120


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the bot's menu: ``/gathering`` and what it is for."""

    word: str
    about: Named


@dataclass(frozen=True, slots=True)
class Scene:
    """What the page shows besides the chats: names, the village's zone, the bot's menu, a place to send."""

    title: Named
    bot: Named
    zone: ZoneInfo
    commands: tuple[Command, ...] = ()
    place: Point | None = None


@dataclass(frozen=True, slots=True)
class Eyes:
    """One person's view of the world."""

    world: World
    scene: Scene
    person: str

    def chats(self) -> list[Json]:
        """List the person's chats, the liveliest first."""
        groups = [self.chat(group.id) for group in self.world.groups_of(self.person)]
        return sorted([*groups, self.chat(self.person)], key=_liveliness, reverse=True)

    def chat(self, chat: str) -> Json:
        """Show a chat as it stands in the list."""
        posts = self._posts(chat)
        group = self.world.groups.get(chat)
        return {
            "id": chat,
            "kind": "group" if group else "private",
            "title": {"kk": group.title, "ru": group.title, "en": group.title}
            if group
            else _named(self.scene.bot),
            "members": len(group.members) if group else 2,
            "state": self._state(group),
            "unread": sum(self._is_unread(post) for post in posts),
            "last": self._brief(posts[-1]) if posts else None,
            "pinned": [self._brief(post) for post in map(self.world.post, self.world.pinned(chat)) if post],
        }

    def messages(self, chat: str, before: int | None, limit: int) -> Json:
        """Show the last messages of a chat, oldest first; ``more`` tells whether there are earlier ones."""
        posts = [post for post in self._posts(chat) if before is None or post.id < before]
        return {"messages": [self.message(post) for post in posts[-limit:]], "more": len(posts) > limit}

    def message(self, post: Post) -> Json:
        """Show a message."""
        replied = self.world.post(post.replies_to) if post.replies_to else None
        return {
            "id": post.id,
            "chat": post.chat,
            "from": self._author(post),
            "mine": post.author == self.person,
            "at": self.moment(post.at),
            "edited_at": self.moment(post.edited_at) if post.edited_at else None,
            "lines": [{"text": line.text, "strong": line.strong} for line in post.lines],
            "rows": [[_button(button) for button in row] for row in post.rows],
            "file": _file(post.file, post.id) if post.file else None,
            "point": _point(post.point),
            "contact": post.contact,
            "asks_contact": post.asks_contact,
            "reply": self._brief(replied) if replied else None,
            "quiet": post.quiet,
            "whisper": bool(post.only),
        }

    def push(self, fact: Fact) -> tuple[str, Json] | None:
        """Tell what a fact means to this person's page; None when it is not theirs to see."""
        match fact:
            case Post() if self.world.reads(self.person, fact):
                return "message", {"message": self.message(fact), "chat": self.chat(fact.chat)}
            case Pinned() if self.world.sees(self.person, fact.chat):
                return "chat", {"chat": self.chat(fact.chat)}
            case Villager() | Group():
                return "people", {}
            case ClockMoved():
                return "clock", {"now": self.moment(self.world.clock.now())}
            case _:
                return self._push_own(fact)

    def _push_own(self, fact: Fact) -> tuple[str, Json] | None:
        if isinstance(fact, Read) and fact.person == self.person:
            return "chat", {"chat": self.chat(fact.chat)}
        if isinstance(fact, Toast) and fact.person == self.person:
            return "toast", toast(fact)
        return None

    def moment(self, at: datetime) -> str:
        """Show a moment in the village's time."""
        return at.astimezone(self.scene.zone).isoformat(timespec="seconds")

    def _posts(self, chat: str) -> list[Post]:
        return [post for post in self.world.posts(chat) if self.world.reads(self.person, post)]

    def _state(self, group: Group | None) -> str:
        villager = self.world.people[self.person]
        if group or villager.reachable:
            return "open"
        if villager.blocked:
            return "blocked"
        return "new"

    def _is_unread(self, post: Post) -> bool:
        return post.author != self.person and post.id > self.world.read_upto(self.person, post.chat)

    def _author(self, post: Post) -> Json | None:
        villager = self.world.people.get(post.author)
        return {"id": villager.id, "name": villager.name, "who": _named(villager.who)} if villager else None

    def _brief(self, post: Post) -> Json:
        text = " ".join(line.text for line in post.lines if line.text)
        return {
            "id": post.id,
            "at": self.moment(post.at),
            "from": self._author(post),
            "mine": post.author == self.person,
            "text": text[:_EXCERPT],
            "file": post.file.name if post.file else "",
            "kind": _kind(post),
        }


def group(known: Group) -> Json:
    """Show a group in the list of groups, to be joined or left."""
    return {"id": known.id, "title": known.title, "members": list(known.members)}


def person(villager: Villager) -> Json:
    """Show someone in the list of people."""
    return {
        "id": villager.id,
        "name": villager.name,
        "who": _named(villager.who),
        "phone": villager.phone,
        "profile": villager.profile.value,
        "started": villager.started,
        "blocked": villager.blocked,
    }


def scene(shown: Scene) -> Json:
    """Show what stands beside the chats."""
    return {
        "title": _named(shown.title),
        "bot": _named(shown.bot),
        "zone": shown.zone.key,
        "commands": [{"word": command.word, "about": _named(command.about)} for command in shown.commands],
        "place": _point(shown.place),
    }


def toast(answer: Toast) -> Json:
    """Show the answer to a tap."""
    return {"tap": answer.tap, "text": answer.text, "alert": answer.alert, "start": answer.start}


def _liveliness(chat: Json) -> int:
    return chat["last"]["id"] if chat["last"] else 0


def _kind(post: Post) -> str:
    if post.file:
        return post.file.kind
    if post.point:
        return "point"
    return "contact" if post.contact else "text"


def _button(button: Button) -> Json:
    deeds = {"press": button.press, "url": button.url, "start": button.start}
    return {"label": button.label, **{deed: value for deed, value in deeds.items() if value}}


def _file(file: StoredFile, post: int) -> Json:
    return {
        "name": file.name,
        "mime": file.mime,
        "kind": file.kind,
        "size": file.size,
        "url": f"/api/files/{post}",
        "picture": file.mime in SHOWN_AS_PICTURES,
    }


def _named(named: Named) -> Json:
    return {"kk": named.kk, "ru": named.ru, "en": named.en}


def _point(point: Point | None) -> Json | None:
    return {"latitude": point.latitude, "longitude": point.longitude} if point else None
