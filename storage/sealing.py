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


class WrongSecret(Exception):
    """The secret of the configuration is not the one that this database was sealed with."""

    def __init__(self) -> None:
        super().__init__("[app] secret is not the one this database was sealed with; put the old one back.")


class Keys:
    """Two keys made from the one secret: one to seal with, one to hash with."""

    def __init__(self, secret: str) -> None:
        self._seal = Fernet(urlsafe_b64encode(_derive(secret, b"asar seal 1")))
        self._hash = _derive(secret, b"asar hash 1")
        # Within one piece of work the same addresses are hashed again and again.
        self.hash_address = lru_cache(_ADDRESSES)(self._hash_address)

    def seal(self, text: str) -> bytes:
        """Seal a text, so that only this secret opens it; sealed twice, it looks different."""
        # Fernet writes the second of sealing beside the text for all to read, and so whose sheet it is.
        return self._seal.encrypt_at_time(text.encode(), 0)

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


def _derive(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret.encode())
