"""Sealed fields: what names a person is unreadable in the file, and found again only by a keyed hash."""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from village.chats import Address

_ADDRESSES = 4096
_KEY = 32
KEY_BYTES = 2 * _KEY


class WrongSecret(Exception):
    """The secret of the configuration is not the one that this database was sealed with."""

    def __init__(self) -> None:
        super().__init__(
            "[app] secret is not the one this database was sealed with; put the old one back, "
            "or name it in [app] former_secrets."
        )


class Keys:
    """The two keys of a database: one to seal with, one to hash with; ``material`` is both, end to end."""

    def __init__(self, material: bytes) -> None:
        self._seal = Fernet(urlsafe_b64encode(material[:_KEY]))
        self._hash = material[_KEY:]
        # Within one piece of work the same addresses are hashed again and again.
        self.hash_address = lru_cache(_ADDRESSES)(self._hash_address)

    def seal(self, text: str) -> bytes:
        """Seal a text, so that only this secret opens it; sealed twice, it looks different."""
        # Fernet writes the second of sealing beside the text for all to read, and so whose sheet it is.
        return self._seal.encrypt_at_time(text.encode(), 0)

    def opens(self, sealed: bytes) -> bool:
        """Tell whether these keys sealed something."""
        try:
            self.unseal(sealed)
        except WrongSecret:
            return False
        return True

    def unseal(self, sealed: bytes) -> str:
        """Open what was sealed; refuse what another secret sealed."""
        try:
            return self._seal.decrypt(sealed).decode()
        except InvalidToken as wrong:
            raise WrongSecret from wrong

    def _hash_address(self, address: Address) -> bytes:
        """Give the hash by which an address is found; without the secret it cannot be guessed at."""
        return self._hashed("address", address.network, address.id)

    def hash_phone(self, phone: str) -> bytes:
        """Give the hash by which a phone is found."""
        return self._hashed("phone", phone)

    def hash_code(self, code: str) -> bytes:
        """Give the hash by which an invitation's code is found."""
        return self._hashed("code", code)

    def hash_link(self, code: str) -> bytes:
        """Give the hash by which a petition's one-time link is found."""
        return self._hashed("link", code)

    def hash_name(self, key: str) -> bytes:
        """Give the hash by which a name and a year of birth are found in the roll."""
        return self._hashed("name", key)

    def hash_iin(self, iin: str) -> bytes:
        """Give the hash by which an IIN is found in the roll."""
        return self._hashed("iin", iin)

    def hash_signer(self, key: str) -> bytes:
        """Give the hash by which signatures of one name are found."""
        return self._hashed("signer", key)

    def hash_twin(self, phone_hash: bytes, key: str) -> bytes:
        """Give the hash that one person has on all their addresses: of their phone and name together."""
        return self._hashed("twin", phone_hash.hex(), key)

    def _hashed(self, *parts: str) -> bytes:
        # A zero byte between the parts, so that no two different lists of parts read the same.
        return hmac.digest(self._hash, "\0".join(parts).encode(), sha256)


def derived_from(secret: str) -> bytes:
    """Give the keys that a secret makes by itself, as databases had them before there were wraps."""
    return _derive(secret, b"asar seal 1") + _derive(secret, b"asar hash 1")


def wrapping_of(secret: str) -> bytes:
    """Give the key in which a secret wraps the keys of a database."""
    return urlsafe_b64encode(_derive(secret, b"asar wrap 1"))


def fingerprint_of(secret: str) -> bytes:
    """Give what tells one secret's wrap from another's, and nothing of the secret."""
    return _derive(secret, b"asar fingerprint 1")


def _derive(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret.encode())
