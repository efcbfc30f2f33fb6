"""From an error to what the person reads and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress

import click

from ..errors import (
    AccessDeniedError,
    AuthenticationError,
    CloudInvoicesError,
    ConfigurationError,
    ConnectionFailed,
    ProviderError,
    RateLimitError,
)
from .messages import Messages

FAILED, USAGE, UNAVAILABLE, OUTPUT, REFUSED, CONFIGURATION = 1, 2, 69, 74, 77, 78
# What a person must mend goes before what may pass by itself.
_WORST_FIRST = (CONFIGURATION, REFUSED, OUTPUT, UNAVAILABLE, FAILED)


class OutputFailed(CloudInvoicesError):
    """Where the output should go cannot be written."""


def exit_code(error: CloudInvoicesError) -> int:
    """The exit code that says what kind of error it is."""
    from ..archive import ArchiveError, TooManyRequests  # much to load, and only here for what loads no archive

    if isinstance(error, TooManyRequests):
        return USAGE
    if isinstance(error, ConfigurationError):
        return CONFIGURATION
    if isinstance(error, AuthenticationError | AccessDeniedError):
        return REFUSED
    if isinstance(error, OutputFailed | ArchiveError):
        return OUTPUT
    if isinstance(error, RateLimitError | ConnectionFailed):
        return UNAVAILABLE
    if isinstance(error, ProviderError) and error.status is not None and error.status >= 500:
        return UNAVAILABLE
    return FAILED


def worst(codes: Iterable[int]) -> int:
    """The exit code for several things that were done; 0 if all went well."""
    seen = set(codes)
    return next((code for code in _WORST_FIRST if code in seen), 0)


@contextmanager
def writing() -> Generator[None]:
    """Around the download to a path: a target that cannot be written is a matter of output, not of configuration.

    Raises:
        OutputFailed: instead of the core's error.
    """
    try:
        yield
    except ConfigurationError as error:
        # Credentials were read when the account was opened: what the system refuses now is the target.
        if not isinstance(error.__cause__, OSError):
            raise
        raise OutputFailed(error.message, hint="Choose another place.") from error


@contextmanager
def reporting(messages: Messages) -> Generator[None]:
    """Whatever goes wrong inside ends the program with a line or two on stderr and the exit code for it."""
    try:
        with messages.listening():
            yield
            sys.stdout.flush()
    except CloudInvoicesError as error:
        messages.error(error)
        raise click.exceptions.Exit(exit_code(error)) from error
    except BrokenPipeError as error:
        discard_stdout()
        raise click.exceptions.Exit(0) from error  # the reader has what it wants: | head
    except OSError as error:
        messages.error(OutputFailed(f"{error.strerror or error}: {error.filename or 'standard output'}"))
        discard_stdout()
        raise click.exceptions.Exit(OUTPUT) from error


def discard_stdout() -> None:
    """Write nothing more there: Python flushes stdout once more at its end, which would fail aloud."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
