"""What the page asks for, read from its JSON and checked before anything is done."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from aiohttp import web
from pydantic import Field, TypeAdapter, ValidationError

from bot.simulator.inbound import At
from bot.simulator.records import Profile
from village.announcements import Point

T = TypeVar("T")
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What each deed carries: who, and where; without a chat it is their private one."""

    person: str
    chat: str = ""
    language: Annotated[str, Field(max_length=8)] = ""

    @property
    def at(self) -> At:
        """Tell who acts where."""
        return At(self.person, self.chat or self.person, self.language)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map."""

    latitude: Latitude
    longitude: Longitude


@dataclass(frozen=True, slots=True)
class Write(Asked):
    """A message."""

    text: str = ""
    point: Place | None = None

    @property
    def place(self) -> Point | None:
        """Give the place in the village's words."""
        return Point(self.point.latitude, self.point.longitude) if self.point else None


@dataclass(frozen=True, slots=True)
class Press(Asked):
    """A press of a button; what the button carries says which."""

    message: int = 0
    press: str = ""


@dataclass(frozen=True, slots=True)
class ShareContact(Asked):
    """A phone number: one's own, or with ``whose`` another person's."""

    whose: str = ""


@dataclass(frozen=True, slots=True)
class MarkRead(Asked):
    """The last message that was read."""

    upto: int = 0


@dataclass(frozen=True, slots=True)
class Block(Asked):
    """Whether the bot may write in private."""

    blocked: bool = True


@dataclass(frozen=True, slots=True)
class BeMember(Asked):
    """Whether one is in a group."""

    inside: bool = True


@dataclass(frozen=True, slots=True)
class ChangeProfile(Asked):
    """Which messenger a private chat plays."""

    profile: Profile = Profile.TELEGRAM


@dataclass(frozen=True, slots=True)
class MoveClock:
    """How far the village's time is to be moved: up to a year at once, or to what is due next."""

    hours: Annotated[int, Field(ge=0, le=24)] = 0
    days: Annotated[int, Field(ge=0, le=366)] = 0
    to: Literal["", "next"] = ""


async def body(request: web.Request, kind: type[T]) -> T:
    """Read what is asked for, or refuse with the field and what is wrong with it."""
    # A form of another site can be sent without the browser asking us first, JSON cannot.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send JSON.")
    try:
        words = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="This is not JSON.") from None
    return checked(words, kind)


def checked(words: Any, kind: type[T]) -> T:
    """Check words that came in, or refuse with the field and what is wrong with it."""
    try:
        wish: T = TypeAdapter(kind).validate_python(words)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise web.HTTPBadRequest(text=f"{where}: {first['msg']}") from None
    return wish
