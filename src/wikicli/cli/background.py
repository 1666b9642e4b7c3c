"""The terminal's background, asked of the terminal itself (OSC 11).

xterm's "Control Sequences" has the question, ``OSC 11 ; ?``, and Primary Device
Attributes (DA1), ``CSI c``, which every terminal answers, in the order asked: after
that answer there is none to wait for. tmux answers both by itself.
"""

import atexit
import fcntl
import os
import re
import select
import termios
import time
from collections.abc import Mapping
from typing import Any

from wikicli.render.page.theme import Background

PATIENCE = 0.03
"""Seconds to wait, beyond the time that the work takes, for a terminal to answer."""

_QUESTION = b"\x1b]11;?\x07\x1b[c"
_COLOUR = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})"
    rb"(?:/[0-9a-f]{1,4})?(?:\x07|\x1b\\)",
    re.IGNORECASE,
)
_END = re.compile(rb"\x1b\[\?[0-9;]*c")
# They print the question, or answer its parts in another order (GNU screen).
_DEAF = re.compile("linux|eterm|vt[0-9]|screen", re.IGNORECASE)
_MIDDLE = 0.179
"""The luminance at which black and white have the same contrast (WCAG 2.2)."""


def may_ask(environment: Mapping[str, str]) -> bool:
    """Tell whether an answer comes soon, if one comes, and nothing is printed for it.

    Over the network it may come when this process is over, and the shell would take it
    for what was typed; but a multiplexer that runs on this side answers itself.
    """
    if _DEAF.match(environment.get("TERM", "")) and not environment.get("TMUX"):
        return False
    over_network = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    return not over_network or bool(environment.get("TMUX"))


class Question:
    """A question to a terminal, from when it is asked until all is as it was before.

    Meanwhile nothing is echoed and no line waited for, so that an answer is not seen.
    What was typed before is left where it is: then the question is not asked. What is
    typed while it waits is put back where the system allows that (TIOCSTI).
    """

    def __init__(self, descriptor: int) -> None:
        """Ask, if it is the terminal of this process, in the foreground and idle."""
        self.descriptor = descriptor
        self.received = b""
        self.mode: list[Any] | None = None
        try:
            flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
            if flags & os.O_ACCMODE != os.O_RDWR:
                return
            if os.tcgetpgrp(descriptor) != os.getpgrp():
                return  # in the background a change of the mode would stop us
            self.mode = termios.tcgetattr(descriptor)
            atexit.register(self.close)
            self._set_quiet(self.mode)
            if self._is_readable(0):
                self.close()
            else:
                os.write(descriptor, _QUESTION)
        except (OSError, termios.error):
            self.close()

    def _set_quiet(self, mode: list[Any]) -> None:
        quiet = [*mode[:3], mode[3] & ~(termios.ICANON | termios.ECHO), *mode[4:]]
        termios.tcsetattr(self.descriptor, termios.TCSANOW, quiet)

    def wait(self) -> Background:
        """Wait for the answer, not long; tell what it says."""
        if self.mode is not None:
            self._receive(PATIENCE)
        if _END.search(self.received):
            self.close()
        return read_answer(self.received)

    def close(self) -> None:
        """Take what has come since, and put the mode of the terminal back."""
        if self.mode is None:
            return
        mode, self.mode = self.mode, None
        atexit.unregister(self.close)
        try:
            if not _END.search(self.received):
                self._receive(0)
            termios.tcsetattr(self.descriptor, termios.TCSANOW, mode)
            typed = _END.sub(b"", _COLOUR.sub(b"", self.received))
            if b"\x1b" not in typed:  # else it is half an answer, or rubbish
                for byte in typed:
                    fcntl.ioctl(self.descriptor, termios.TIOCSTI, bytes([byte]))
        except (OSError, termios.error):
            return

    def _receive(self, seconds: float) -> None:
        """Read until all is answered, or nothing more comes in time."""
        end = time.monotonic() + seconds
        while not _END.search(self.received):
            if not self._is_readable(max(end - time.monotonic(), 0)):
                return
            part = os.read(self.descriptor, 256)
            if not part:
                return
            self.received += part

    def _is_readable(self, seconds: float) -> bool:
        return bool(select.select([self.descriptor], [], [], seconds)[0])


def read_answer(received: bytes) -> Background:
    """Read the colour that a terminal answered: of 1 to 4 hexadecimal digits a part."""
    match = _COLOUR.search(received)
    if match is None:
        return "unknown"
    parts = (int(part, 16) / (16 ** len(part) - 1) for part in match.groups())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "light" if light > _MIDDLE else "dark"
