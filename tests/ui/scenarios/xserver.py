"""Fingers on the keyboard and the mouse of an X server: it makes the events, as for a real user.

Speaks the X protocol itself, over a socket; the extension XTEST does the pressing.
"""

import socket
import struct
from types import TracebackType
from typing import Self

KEY_PRESS, KEY_RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION = range(2, 7)
CONTROL, ALT, SHIFT = 0xFFE3, 0xFFE9, 0xFFE1
"""Keysyms of the left ones."""
RETURN, F2, F8 = 0xFF0D, 0xFFBF, 0xFFC5
_REPLY = 32


class XServer:
    """A connection to the server of a display such as ":99"."""

    def __init__(self, display: str) -> None:
        number = display.rpartition(":")[2].partition(".")[0]
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{number}")
        self._send(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        accepted, _, _, length = struct.unpack("<BxHHH", self._read(8))
        setup = self._read(4 * length)
        if accepted != 1:
            raise ConnectionError(setup)
        self._first_key, last = struct.unpack_from("<BB", setup, 26)
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        (self._root,) = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + 8 * formats)
        self._xtest = self._extension(b"XTEST")
        self._codes = self._keyboard(last - self._first_key + 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._socket.close()

    # Doing ----------------------------------------------------------------------------------------

    def key(self, keysym: int, *modifiers: int) -> None:
        """Press and release a key while the modifiers are held down."""
        codes = [self._codes[found] for found in (*modifiers, keysym)]
        for code in codes:
            self._fake(KEY_PRESS, code)
        for code in reversed(codes):
            self._fake(KEY_RELEASE, code)
        self._settle()

    def click(self, x: int, y: int) -> None:
        """Click the left button at a place of the screen."""
        self._fake(MOTION, 0, x, y)
        self._fake(BUTTON_PRESS, 1)
        self._fake(BUTTON_RELEASE, 1)
        self._settle()

    def focus(self, window: int) -> None:
        """Give a window the keyboard, as a window manager does."""
        self._send(struct.pack("<BBHII", 42, 1, 3, window, 0))
        self._settle()

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        self._send(
            struct.pack("<BBHBBxxII8xhh8x", self._xtest, 2, 9, kind, detail, 0, self._root, x, y)
        )

    # The protocol ---------------------------------------------------------------------------------

    def _send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise ConnectionError("the X server has gone")
            data += more
        return data

    def _reply(self) -> bytes:
        """Return the next reply, whole; other messages are passed over, errors are raised."""
        while True:
            data = self._read(_REPLY)
            if data[0] == 0:
                raise ConnectionError(f"X error {data[1]} for request {data[10]}")
            if data[0] == 1:
                return data + self._read(4 * struct.unpack_from("<I", data, 4)[0])

    def _settle(self) -> None:
        """Wait until the server has done all that was asked for."""
        self._send(struct.pack("<BxH", 43, 1))
        self._reply()

    def _extension(self, name: bytes) -> int:
        padded = name + bytes(-len(name) % 4)
        length = 2 + len(padded) // 4
        self._send(struct.pack("<BxHHxx", 98, length, len(name)) + padded)
        reply = self._reply()
        if not reply[8]:
            raise ConnectionError(f"the X server has no {name.decode()}")
        return reply[9]

    def _keyboard(self, count: int) -> dict[int, int]:
        """Return the key for each keysym that needs no other key held down."""
        self._send(struct.pack("<BxHBBxx", 101, 2, self._first_key, count))
        reply = self._reply()
        width = reply[1]
        keysyms = struct.unpack_from(f"<{width * count}I", reply, _REPLY)
        found: dict[int, int] = {}
        for number in range(count):
            found.setdefault(keysyms[number * width], self._first_key + number)
        return found
