"""The command ``wikicli``: the last resort for closed pipes and for bugs."""

import gc
import os
import sys

EXIT_BUG = 70
"""EX_SOFTWARE of sysexits.h: an internal error."""

COMPLETE = "__complete"
"""What the scripts that `wikicli completion` prints ask by: not for people."""

EXIT_INTERRUPTED = 130
EXIT_CLOSED_PIPE = 141
"""What a shell reports of a process that SIGINT (2) or SIGPIPE (13) ended: 128 more."""


def main() -> None:
    """Run the command and exit with its code."""
    code: object = EXIT_BUG
    try:
        code = _run()
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except BaseException:  # noqa: BLE001 - a bug: its traceback is the report
        _print_traceback()
    finally:
        _flush()
    sys.exit(code if isinstance(code, int | str) else 0)


def _run() -> object:
    # A command is over before there is garbage worth collecting; looking for it while
    # modules load takes a tenth of the time. Long tasks get collected as usual.
    gc.set_threshold(100_000, 20, 20)
    _heed_signals()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.argv[1:2] == [COMPLETE]:
        return _complete(sys.argv[2:])
    # Imported here so that an interrupt meanwhile is caught.
    from wikicli.cli import get_app
    from wikicli.cli.terminal import ClosedPipeError

    try:
        get_app(sys.argv[1:])()
    except ClosedPipeError:
        return EXIT_CLOSED_PIPE
    return 0


def _complete(words: list[str]) -> int:
    """Print what the last of the words may become, for the script of a shell."""
    from wikicli.base.errors import WikicliError
    from wikicli.library.completion import complete_name

    try:
        found = complete_name(words or [""])
        if found is None:
            from wikicli.cli.completing import complete

            found = complete(words or [""])
    except WikicliError:  # nobody reads errors while a key is pressed
        return 1
    sys.stdout.write("".join("\t".join(it).strip() + "\n" for it in found))
    return 0


def _heed_signals() -> None:
    """Have signals to end do so by an exception, which clears away what is half done.

    One that is ignored, as ``nohup`` has it, stays so.
    """
    import signal

    def end(number: int, _: object) -> None:
        for other in ending:  # a terminal that closes may send both
            signal.signal(other, signal.SIG_IGN)
        sys.exit(128 + number)

    ending = (signal.SIGTERM, signal.SIGHUP)
    for number in ending:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)


def _print_traceback() -> None:
    import traceback

    if sys.stderr is not None:  # else print would turn to standard output
        traceback.print_exc()


def _flush() -> None:
    """Flush what is left; what can't be written must not be tried again at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())


if __name__ == "__main__":
    main()
