"""Where a preview is served: a host and a port, and the address for the browser."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address

from ..problems import CannotRunError

#: The port that is tried first where none is asked for, and how many after it.
PORT, MORE_PORTS = 8000, 20


def listening(host: str, port: int | None) -> socket.socket:
    """A socket at this port, where 0 is any free one; without a port, at the next free.

    Raises CannotRunError when the port is taken, or is not ours to take.
    """
    if port is not None:
        return _bound(host, port)
    for each in range(PORT, PORT + MORE_PORTS):
        try:
            return _bound(host, each)
        except _TakenError:
            continue
    return _bound(host, 0)


def browser_address(host: str, listener: socket.socket) -> str:
    """The address to open; a host that stands for all of them is this machine."""
    name = "localhost" if _is_any(host) else host
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{listener.getsockname()[1]}/"


def is_private(listener: socket.socket) -> bool:
    """Whether only this machine can ask there."""
    return ip_address(listener.getsockname()[0]).is_loopback


class _TakenError(CannotRunError):
    """Another program listens there."""


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(place[:2], family=family)
    except (OSError, UnicodeError) as error:
        raise _refusal(host, port, error) from None


def _refusal(host: str, port: int, error: Exception) -> CannotRunError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        message = f"port {port} is taken by another program"
        return _TakenError(message, hint="name another one, or any free one: --port 0")
    if number in (errno.EACCES, errno.EPERM):
        message = f"port {port} may not be used without special rights"
        return CannotRunError(message, hint=f"name one above 1023: --port {PORT}")
    message = f"{host} is not an address of this machine"
    return CannotRunError(message, hint="leave --host out, or write --host 0.0.0.0")


def _is_any(host: str) -> bool:
    return host in ("", "0.0.0.0", "::")  # noqa: S104 - it is asked for, not chosen
