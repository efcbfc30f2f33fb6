"""Settings of a provider: from arguments, else from the environment; what files add, each provider says itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from ..errors import ConfigurationError
from .ids import check_id
from .links import is_loopback

_SUFFIXES = {".pem", ".key", ".crt", ".cer", ".p12", ".pfx", ".json", ".yaml", ".yml", ".edgerc"}


class Setting(Struct, frozen=True):
    """One setting that `connect` takes."""

    name: str
    about: str
    env: tuple[str, ...] = ()
    """Environment names that give it, the first that is set and not empty wins."""
    secret: bool = False
    choices: tuple[str, ...] = ()
    kinds: tuple[type, ...] = (str, Path)


COMMON = (
    Setting("max_document_bytes", "largest document accepted, in bytes", kinds=(int,)),
    Setting("max_answer_bytes", "largest JSON answer accepted, in bytes after decompression", kinds=(int,)),
    Setting("max_wait", "longest single wait before a retry, in seconds", kinds=(int, float)),
    Setting("max_elapsed", "longest time for one call with all its retries, in seconds", kinds=(int, float)),
    Setting("allow_private_links", "whether links to documents may lead into a private network", kinds=(bool,)),
)


class Settings(Struct, frozen=True):
    """The settings of one connection: what was given, and where to look for the rest."""

    provider: str
    declared: tuple[Setting, ...]
    given: Mapping[str, Any]
    environment: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<settings of {self.provider}>"  # they hold the credentials

    def __post_init__(self) -> None:
        known = {setting.name: setting for setting in (*self.declared, *COMMON)}
        for name, value in self.given.items():
            if name not in known:
                raise ConfigurationError(
                    f"unknown setting {name!r}", provider=self.provider, hint=_suggest(name, known)
                )
            _check(known[name], value, self.provider)

    def has(self, *names: str) -> bool:
        """Whether one of them was given as an argument."""
        return any(str(self.given.get(name) or "").strip() for name in names)

    def find(self, name: str) -> str | None:
        """The value as text, from the arguments or else the environment; None if neither has it."""
        if self.has(name):
            return str(self.given[name]).strip()
        found = (self.environment.get(env, "").strip() for env in self._declared(name).env)
        return next(filter(None, found), None)

    def _declared(self, name: str) -> Setting:
        return next(setting for setting in self.declared if setting.name == name)

    def need(self, name: str, *, advice: str = "") -> str:
        """As `find`.

        Raises:
            ConfigurationError: there is none; the hint names the argument and the environment names.
        """
        value = self.find(name)
        if value is not None:
            return value
        setting = self._declared(name)
        ways = [f"pass {name}=...", *(f"set {env}" for env in setting.env)]
        hint = f"{setting.about[:1].upper()}{setting.about[1:]}: {' or '.join(ways)}.{f' {advice}' if advice else ''}"
        raise ConfigurationError(f"{name} is missing", provider=self.provider, hint=hint)

    def check_part(self, name: str, value: str) -> str:
        """`value`, if it may go into the path of a request.

        Raises:
            ConfigurationError: it would change the request.
        """
        try:
            return check_id(value, f"a value of {name}")
        except (TypeError, ValueError) as error:
            raise ConfigurationError(str(error), provider=self.provider) from error

    def number(self, name: str, default: float) -> float:
        value = self.given.get(name)
        return default if value is None else float(value)


def _check(setting: Setting, value: Any, provider: str) -> None:
    if value is None:
        return
    if not isinstance(value, setting.kinds) or isinstance(value, bool) != (bool in setting.kinds):
        names = " or ".join(kind.__name__ for kind in setting.kinds)
        raise ConfigurationError(f"{setting.name} must be {names}, not {type(value).__name__}", provider=provider)
    if setting.choices and value not in setting.choices:
        raise ConfigurationError(f"{setting.name} must be one of {', '.join(setting.choices)}", provider=provider)
    if isinstance(value, int | float) and not (isinstance(value, bool) or 0 < value < float("inf")):
        raise ConfigurationError(f"{setting.name} must be greater than 0", provider=provider)


def _suggest(name: str, known: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(sorted(known))}."


def check_base_url(url: str, provider: str, what: str = "base_url") -> str:
    """The address without a trailing slash.

    Raises:
        ConfigurationError: it is not https (http is for loopback only), or holds a user, query or fragment.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    spaced = any(character.isspace() for character in url.strip())
    if (
        not host
        or spaced
        or parts.scheme not in ("https", "http")
        or parts.query
        or parts.fragment
        or parts.username is not None
    ):
        raise ConfigurationError(
            f"{what} is not an address", provider=provider, hint="It looks like https://api.example.com, nothing more."
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigurationError(
            f"{what} must begin with https", provider=provider, hint="A credential is not sent in clear text."
        )
    return url.strip().rstrip("/")


def check_header(value: str, what: str, provider: str) -> str:
    """`value`, if it can be sent in a header.

    Raises:
        ConfigurationError: it cannot; the value is not shown.
    """
    if not value.isascii() or not value.isprintable():
        hint = "Copy it again: it is plain ASCII on one line."
        raise ConfigurationError(f"{what} holds characters that cannot be sent", provider=provider, hint=hint)
    return value


def read_file(path: str, what: str, provider: str) -> bytes:
    """The bytes of a file of settings or credentials; `~` is the home folder.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return expand(path).read_bytes()
    except (OSError, ValueError) as error:
        reason, cause = getattr(error, "strerror", None) or "it is no path", error
    # Who takes one setting for another gives a token or a key here: what may be one is not shown, nor its cause.
    is_path = _may_be_path(path)
    hint = f"Check the path {path!r}." if is_path else "It takes the path of a file."
    raise ConfigurationError(f"{what} cannot be read: {reason}", provider=provider, hint=hint) from (
        cause if is_path else None
    )


def _may_be_path(text: str) -> bool:
    path = expand(text)
    try:
        is_in_a_folder = path.parent not in (Path(), Path(path.anchor))
        return path.parent.is_dir() and (is_in_a_folder or path.suffix.lower() in _SUFFIXES)
    except (OSError, ValueError):
        return False


def expand(path: str) -> Path:
    """The path with the home folder for `~`; as it is where there is none, as in a container."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)
