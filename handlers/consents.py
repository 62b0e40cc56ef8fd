"""Consents: each is kept with the digest of the very text that was agreed to."""

import hashlib

from handlers.chat import Say
from handlers.ports import Desk
from village.texts import Language


def consent_digest(consent: Say, language: Language, desk: Desk) -> str:
    """Give the digest of the very text that is agreed to, kept with each yes."""
    return hashlib.sha256(desk.phrases.one(consent, language).encode()).hexdigest()
