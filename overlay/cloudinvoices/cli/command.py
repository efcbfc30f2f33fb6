"""What every command has: the common options, and an ordered end when something goes wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import attrs
import click

from .account import Account
from .configuration import Configuration, find_configuration, read_configuration
from .failures import reporting
from .messages import Messages
from .options import common_options
from .output import Output

if TYPE_CHECKING:
    from ..account.provider import Provider

P = ParamSpec("P")


@attrs.define(slots=False)  # cached_property keeps its value in the instance's dict
class Run:
    """One run of one command: its common options, and what they lead to."""

    config: Path | None
    output: Output
    messages: Messages
    _said: set[str] = attrs.field(factory=set[str], init=False)

    @cached_property
    def configuration(self) -> Configuration:
        """The configuration file's accounts, and the providers by their names."""
        return read_configuration(find_configuration(self.config))

    def account(self, name: str) -> Account:
        """The account of this name; says on stderr what is unwise about its configuration."""
        account = self.configuration.account(name)
        self.advise(account)
        return account

    def advise(self, account: Account) -> None:
        """Say on stderr what is unwise about the configuration of an account."""
        for warning in self.configuration.warnings(account):
            if warning not in self._said:  # what is true of the file is said once, not for each of its accounts
                self._said.add(warning)
                self.messages.note(f"warning: {warning}")

    def connect(self, name: str) -> Provider:
        """The account of this name, ready to be asked."""
        return self.account(name).connect()


def command(name: str, *, examples: str) -> Callable[[Callable[Concatenate[Run, P], None]], click.Command]:
    """Make a command of a function; its docstring is the help, `examples` one invocation a line."""

    def decorate(function: Callable[Concatenate[Run, P], None]) -> click.Command:
        @functools.wraps(function)
        def run(config: Path | None, output: str | None, quiet: bool, verbose: int, **arguments: Any) -> None:
            messages = Messages(quiet=quiet, verbosity=verbose)
            with reporting(messages):
                # click hands over by name what the decorators of the function declare.
                function(Run(config, Output(output or "table"), messages), **arguments)  # type: ignore[call-arg]

        epilog = "\b\nExamples:\n" + "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
        made = click.command(name, epilog=epilog)(run)
        made.params.extend(common_options())
        return made

    return decorate
