"""Where in an object store an archive is: its URL, and what of the environment goes with it."""

from __future__ import annotations

import os
import re

import attrs

from .errors import ArchiveError

_KNOWN = "A path, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://CONTAINER/PREFIX."
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Without spaces and line breaks, on which the client would stop with a stack trace instead of an error.
_VALUE = re.compile(r"[!-~]+")

ENDPOINTS: dict[str, tuple[str, ...]] = {
    "s3": ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"),
    "gs": ("GOOGLE_BASE_URL",),
    "az": ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
}
"""The names under which the client finds another address than the provider's own, by scheme."""

_OTHERS = {
    "s3": (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_TOKEN",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
    ),
    "gs": ("GOOGLE_BEARER_TOKEN",),
    "az": ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_TOKEN", "AZURE_STORAGE_SAS_TOKEN"),
}


@attrs.frozen
class ObjectAddress:
    """A bucket and what stands before all names in it."""

    scheme: str
    bucket: str
    prefix: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def identity(self) -> str:
        """What is the same for the same archive only: the environment decides which store a bucket is of."""
        names = (
            (*ENDPOINTS[self.scheme], "AZURE_STORAGE_ACCOUNT_NAME") if self.scheme == "az" else ENDPOINTS[self.scheme]
        )
        return "\n".join([str(self), *(os.environ.get(name, "") for name in names)])


def parse_address(url: str) -> ObjectAddress:
    """The address that a URL means; nothing in it is decoded.

    Raises:
        ArchiveError: it is of another kind, or holds what may be a secret; it is not quoted then.
    """
    scheme, _, rest = url.strip().partition("://")
    scheme = scheme.lower()
    if scheme not in ENDPOINTS:
        raise ArchiveError(f"no archive can be at {scheme}://", hint=_KNOWN)
    bucket, _, prefix = rest.partition("/")
    prefix = prefix.removesuffix("/")
    if "@" in bucket or "?" in rest or "#" in rest:
        hint = "Credentials and endpoints come from the environment."
        raise ArchiveError(f"the archive's {scheme}:// address holds a user name or a query", hint=hint)
    if not _BUCKET.fullmatch(bucket):
        raise ArchiveError(f"the archive's {scheme}:// address names no bucket", hint=_KNOWN)
    parts = prefix.split("/") if prefix else []
    if not prefix.isprintable() or any(part in ("", ".", "..") for part in parts):
        raise ArchiveError(f"{scheme}://{bucket}: no such prefix can be", hint="Leave out empty parts, . and ..")
    return ObjectAddress(scheme, bucket, prefix)


def check_environment(scheme: str) -> None:
    """Refuse values that no credential, region or endpoint can have, such as one with the line break of its file.

    Raises:
        ArchiveError: names the variable, not its value.
    """
    for name in (*ENDPOINTS[scheme], *_OTHERS[scheme]):
        value = os.environ.get(name)
        if value is not None and not _VALUE.fullmatch(value):
            raise ArchiveError(f"{name} is empty, or holds a space or a line break", hint="Correct it, or unset it.")
        if value is not None and name in ENDPOINTS[scheme] and not value.startswith(("https://", "http://")):
            raise ArchiveError(f"{name} is no address", hint="Write it with https:// before it.")
