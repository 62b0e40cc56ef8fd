"""The keys of a database: drawn once, and kept in it wrapped in the configuration's secret.

So the secret can be changed while the old processes still run, and nothing has to be sealed anew: what
changes is the wrap. Nobody reads a wrap without its secret, nor tells from it which secret it is.
"""

import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet
from sqlalchemy import Row, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import tables
from storage.away import transaction
from storage.sealing import KEY_BYTES, Keys, WrongSecret, derived_from, fingerprint_of, wrapping_of

_wrap = tables.key_wrap
_TURN = 0x4B455953  # "KEYS": the advisory lock under which one process opens or changes the wraps
_SEALED_UNDER_THE_SECRET_ITSELF = (tables.address, tables.member, tables.person)


async def keys_for(engine: AsyncEngine, secret: str, former: Sequence[str] = ()) -> Keys:
    """Give the keys of a database; WrongSecret where neither the secret nor a former one opens them.

    What a former secret opens is wrapped in the present one, too. A wrap whose secret is named no more is
    deleted: from then on that secret opens nothing.
    """
    async with transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
        wraps = (await connection.execute(select(_wrap))).all()
        material = _opened(wraps, (secret, *former)) if wraps else await _first(connection, secret, former)
        await _keep(connection, material, secret, former)
    return Keys(material)


def _opened(wraps: Sequence[Row[tuple[bytes, bytes]]], named: Sequence[str]) -> bytes:
    """Open the first wrap whose secret is named."""
    kept = {row.fingerprint: row.wrapped for row in wraps}
    for secret in named:
        if wrapped := kept.get(fingerprint_of(secret)):
            return Fernet(wrapping_of(secret)).decrypt(wrapped)
    raise WrongSecret


async def _first(connection: AsyncConnection, secret: str, former: Sequence[str]) -> bytes:
    """Draw the keys of a new database; one from before there were wraps was sealed under a secret itself."""
    for table in _SEALED_UNDER_THE_SECRET_ITSELF:
        if (await connection.execute(select(exists().select_from(table)))).scalar_one():
            return await _sealed_under(connection, (secret, *former))
    return secrets.token_bytes(KEY_BYTES)


async def _sealed_under(connection: AsyncConnection, named: Sequence[str]) -> bytes:
    """Find under which secret something is sealed; where nothing is sealed yet, it is the present one."""
    column = tables.address.c.sealed
    found = await connection.execute(select(column).where(column.is_not(None)).limit(1))
    sealed = found.scalar_one_or_none()
    if sealed is None:
        return derived_from(named[0])
    for secret in named:
        if Keys(derived_from(secret)).opens(sealed):
            return derived_from(secret)
    raise WrongSecret


async def _keep(connection: AsyncConnection, material: bytes, secret: str, former: Sequence[str]) -> None:
    named = [fingerprint_of(each) for each in (secret, *former)]
    await connection.execute(delete(_wrap).where(_wrap.c.fingerprint.not_in(named)))
    kept = await connection.execute(select(_wrap.c.fingerprint).where(_wrap.c.fingerprint == named[0]))
    if kept.scalar_one_or_none() is None:
        wrapped = Fernet(wrapping_of(secret)).encrypt_at_time(material, 0)
        await connection.execute(insert(_wrap).values(fingerprint=named[0], wrapped=wrapped))
