"""One sync, from the accounts' names to the exit code."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive import Archive, Options, Report, Source, sync
from ..errors import ConfigurationError
from .account import Account
from .command import Run
from .environment import accounts_of_environment
from .failures import OutputFailed, discard_stdout
from .messages import Messages
from .sync_plan import say_plan, write_plan
from .sync_progress import Counts, watching
from .sync_report import code_of, say_report, write_report


def synchronize(run: Run, names: Sequence[str], address: str, options: Options) -> int:
    """Sync the accounts, show what was done or would be, and return the exit code for it.

    Raises:
        ConfigurationError, ArchiveError, TooManyRequests: before anything was fetched.
        OutputFailed: the disk is full or gone.
    """
    sources = find_sources(run, names)
    with Archive(address) as archive:
        report = fetch(archive, sources, options, run.messages)
    write, say = (write_plan, say_plan) if options.dry_run else (write_report, say_report)
    code = code_of(report)
    try:
        write(report, run.output)
    except BrokenPipeError:
        if not code:
            raise  # the reader has what it wants; but what failed decides the exit code, whoever reads
        discard_stdout()
    finally:
        say(report, run.messages)
    return code


def fetch(archive: Archive, sources: Sequence[Source], options: Options, messages: Messages) -> Report:
    """Sync, and show how far it is.

    Raises:
        ArchiveError, TooManyRequests: before anything was fetched.
        OutputFailed: the disk is full or gone.
        KeyboardInterrupt: after saying what was done.
    """
    counts = Counts(len(sources))
    try:
        with watching(messages, counts):
            return sync(archive, sources, options, counts)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = f"{counts.so_far}. Make room or mend the disk, and the next run goes on from there."
        raise OutputFailed(f"{reason}: {error.filename or archive.address}", hint=hint) from error
    except KeyboardInterrupt:
        messages.say(f"{counts.so_far}. The next run goes on from there.")
        raise


def find_sources(run: Run, names: Sequence[str]) -> list[Source]:
    """The accounts of these names, each once; without names all that there are.

    Raises:
        ConfigurationError: there is no account of a name, or none at all.
    """
    accounts = [run.account(name) for name in dict.fromkeys(names or run.configuration.accounts)]
    accounts = accounts or accounts_of_environment(run)
    if not accounts:
        raise ConfigurationError(
            "there is no account to sync",
            hint="`cloudinvoices providers` shows the environment names to set, and the settings for "
            "cloudinvoices.toml; `cloudinvoices demo` needs none.",
        )
    return list(map(source_of, accounts))


def source_of(account: Account) -> Source:
    """The account as `sync` takes it."""
    return Source(account.name, account.provider, account.aconnect, account.since)
