"""Names for numbers, so that a person is never passed where a gathering is meant."""

from datetime import UTC, datetime, timedelta
from typing import NewType

VillageSlug = NewType("VillageSlug", str)
SectionSlug = NewType("SectionSlug", str)
PersonId = NewType("PersonId", int)
ChatId = NewType("ChatId", int)
AnnouncementId = NewType("AnnouncementId", int)
GatheringId = NewType("GatheringId", int)
MandateId = NewType("MandateId", int)
InvitationId = NewType("InvitationId", int)
FileId = NewType("FileId", int)
PollId = NewType("PollId", int)
SurveyId = NewType("SurveyId", int)
SheetId = NewType("SheetId", int)
PetitionId = NewType("PetitionId", int)
CycleId = NewType("CycleId", int)
DutyId = NewType("DutyId", int)

_SALT_BITS = 22
_BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)


def make_id(now: datetime, salt: int) -> int:
    """Make a number of 63 bits that sorts by time: milliseconds since 2024, then 22 bits of the salt."""
    milliseconds = (now - _BEGINNING) // timedelta(milliseconds=1)
    return (milliseconds << _SALT_BITS) | (salt & ((1 << _SALT_BITS) - 1))


def made_at(number: int) -> datetime:
    """Read back when a number was made, to the millisecond."""
    return _BEGINNING + timedelta(milliseconds=number >> _SALT_BITS)
