"""What one process of several does: hear and answer, deliver and tick, or both."""

import os
import socket
from enum import StrEnum


class Role(StrEnum):
    """The role of a process."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"

    @property
    def hears(self) -> bool:
        """Tell whether it takes what comes in."""
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        """Tell whether it delivers letters and does what is due."""
        return self is not Role.WEB

    @property
    def parts(self) -> tuple[str, ...]:
        """Name the roles of which it leaves none to another process, where there may be one of each."""
        return (str(Role.WEB), str(Role.WORKER)) if self is Role.ALL else (str(self),)

    @property
    def process(self) -> str:
        """Name this process for the operator."""
        name = f"{socket.gethostname()}:{os.getpid()}"
        return name if self is Role.ALL else f"{name} {self}"
