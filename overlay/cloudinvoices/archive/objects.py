"""An archive in an object store: Amazon S3 and what is compatible with it, Google Cloud Storage, Azure Blob Storage.

Everything that is said to such a store is said here, with the blocking functions of obstore.
"""

from __future__ import annotations

import errno
import itertools
import os
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self, cast

import attrs

from .errors import ArchiveError
from .index_place import IndexPlace
from .layout import MARKER, MARKER_CONTENT, Entry, check_marker
from .object_address import ObjectAddress, check_environment, parse_address
from .object_limits import PROBING, WORKING, Limits, pause_after
from .refusals import is_no_bucket, is_transient, is_unsupported, refusal

try:
    import obstore
    from obstore.exceptions import AlreadyExistsError, BaseError
    from obstore.store import AzureStore, GCSStore, S3Store
except ImportError as _missing:
    _hint = "pip install 'cloudinvoices[cloud]'"
    raise ArchiveError("s3://, gs:// and az:// need the extra `cloud`", hint=_hint) from _missing

if TYPE_CHECKING:
    from obstore import GetResult

Client = S3Store | GCSStore | AzureStore
# The hints of its listings are of a package that is needed for another kind of result only.
_listings: Any = obstore

# A body that is created in one request is in memory, and only such a request can be refused where the name is taken.
_MOST_AT_ONCE = 32 << 20
# Below, nobody waits for memory.
_SMALL = 1 << 20
_LARGE_BODIES = 4
_PIECE = 8 << 20
# A staged document up to this size needs no file.
_SPOOLED = 1 << 18
_NAMES_PER_PAGE = 1000
_TURNS = 64


@attrs.frozen
class StagedObject:
    """Bytes of which the store knows nothing yet: a file without a name, so that a killed run leaves nothing."""

    file: BinaryIO
    _store: ObjectStore

    def seal(self) -> None:
        """Nothing can be made to last before it has a name."""

    def create(self, name: str) -> str | None:
        return self._store.create(name, self.file)


class ObjectStore:
    """The store at a URL. Credentials, region and endpoint come from the environment."""

    # They wait for the store: at 40 ms an answer, 32 write 700 documents a second, with a fifth of a core.
    writers = 32
    writes_at_once = 1

    def __init__(self, address: ObjectAddress, *, probing: Limits = PROBING, working: Limits = WORKING) -> None:
        """Nothing is sent yet.

        Raises:
            ArchiveError: the environment holds what the client cannot read.
        """
        self._address = address
        self._probing = probing
        self._working = working
        self._creates_only = True
        self._index = IndexPlace(address.identity)
        self._bodies = threading.Semaphore(_LARGE_BODIES)
        self._turns = [threading.Lock() for _ in range(_TURNS)]
        check_environment(address.scheme)
        with self._asking("opened"):
            self._probe = _connect(address, probing)
            self._client = _connect(address, working)

    @classmethod
    def open(cls, url: str) -> Self:
        """The store at a URL; nothing is sent yet.

        Raises:
            ArchiveError: an address of another kind, or the environment holds what the client cannot read.
        """
        return cls(parse_address(url))

    @property
    def address(self) -> str:
        return str(self._address)

    @property
    def index_path(self) -> Path | None:
        return self._index.path

    def exists(self) -> bool:
        content = self._read_marker()
        if content is None:
            return False
        check_marker(content, self.address)
        return True

    def check(self) -> list[str]:
        content = self._read_marker()
        if content is None:
            content = self._make()
        check_marker(content, self.address)
        # The same bytes once more: only a store that never overwrites refuses them.
        self._creates_only = self._is_free(content) is False
        if self._creates_only:
            return []
        return [
            f"{self.address} does not offer create-only writes:"
            " two runs at once may write over each other's documents; run one at a time."
        ]

    def _make(self) -> bytes:
        if self._is_free(MARKER_CONTENT) is None:
            with self._asking("written"):
                _put(self._probe, MARKER, MARKER_CONTENT, "overwrite")
        content = self._read_marker()  # of another run, if that was first
        if content is None:
            raise ArchiveError(f"{self.address} cannot be used: {MARKER} was written, and is not there")
        return content

    def _is_free(self, content: bytes) -> bool | None:
        """Whether the marker could be created; None if the store knows no create-only writes."""
        with self._asking("written"):
            try:
                return self._create_only(self._probe, self._probing, MARKER, content) is not None
            except (BaseError, NotImplementedError) as error:
                if not is_unsupported(error):
                    raise
                return None

    def lock(self) -> AbstractContextManager[None]:
        """Keeps nobody out: every name goes to the run that creates it first."""
        return self._index.lock()

    def recover(self) -> None:
        """Nothing to do: a killed run leaves whole objects only.

        A document that has no record yet gets one in the next run, if the provider sends the same bytes again; if it
        sends others, they are kept beside it, and `verify` names the document that no record names.
        """

    def folders(self, name: str = "") -> list[str]:
        start = len(name) + 1 if name else 0
        with self._asking("listed"):
            if _is_long(name):
                paths = (found["path"][start:] for page in self._list_all(name) for found in page)
                inside = {path.partition("/")[0] for path in paths if "/" in path}
            else:
                inside = {path[start:] for path in self._list_once(name)["common_prefixes"]}
        return sorted(folder for folder in inside if not folder.startswith("."))

    def entries(self, folder: str) -> Iterator[Entry]:
        start = len(folder) + 1 if folder else 0
        with self._asking("listed"):
            for page in self._list_all(folder) if _is_long(folder) else [self._list_once(folder)["objects"]]:
                for found in page:
                    path = found["path"]
                    name = path[start:]
                    # Consoles show a folder by an object of its name, which has nothing after the slash.
                    if name and name[0] != "." and "/" not in name:
                        yield Entry(path, _stamp(found))

    def _list_all(self, folder: str) -> Any:
        """Page by page, with what is in folders below."""
        return _listings.list(self._client, folder, chunk_size=_NAMES_PER_PAGE)

    def _list_once(self, folder: str) -> Any:
        """As a whole, without what is in folders below."""
        return _listings.list_with_delimiter(self._client, folder or None)

    def read(self, name: str) -> bytes | None:
        return self._read(self._client, name)

    def pieces(self, name: str) -> Generator[bytes, None, None]:
        found = self._get(self._client, name)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
        with self._asking("read"):
            size, version = found.meta["size"], found.meta["e_tag"]
            if size <= _PIECE:
                yield bytes(found.bytes())
                return
            del found
            # Each in a request of its own: a limit of time that ends a dead connection would end a long answer too.
            for start in range(0, size, _PIECE):
                piece = (start, min(start + _PIECE, size))
                options: Any = {"range": piece} | ({"if_match": version} if version else {})
                yield bytes(obstore.get(self._client, name, options=options).bytes())

    @contextmanager
    def stage(self, name: str) -> Generator[StagedObject]:
        with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as file:
            yield StagedObject(cast("BinaryIO", file), self)

    def create(self, name: str, file: BinaryIO) -> str | None:
        """Create an object; returns its stamp, None if the name is taken."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with self._asking("written"), self._bodies if size > _SMALL else nullcontext():
            return self._create_large(name, file) if size > _MOST_AT_ONCE else self._create(name, file.read())

    def settle(self, folder: str) -> None:
        """A request that was answered has done all there is to do."""

    def _create(self, name: str, content: bytes) -> str | None:
        if self._creates_only:
            return self._create_only(self._client, self._working, name, content)
        with self._turn(name):
            return None if self._is_taken(self._client, name) else _put(self._client, name, content, "overwrite")

    def _create_only(self, client: Client, limits: Limits, name: str, content: bytes) -> str | None:
        deadline = time.monotonic() + limits.total
        for attempt in itertools.count():
            try:
                return _put(client, name, content, "create")
            except BaseError as error:
                taken = isinstance(error, AlreadyExistsError)
                # It may be our own, whose answer was lost. Where there is none, another write was not done yet.
                if taken and self._is_taken(client, name):
                    return None
                # The client itself repeats only what cannot have an effect twice; here the effect is seen.
                if not (taken or is_transient(str(error))) or attempt >= limits.retries or time.monotonic() > deadline:
                    raise
            time.sleep(pause_after(attempt))
        raise AssertionError("attempts never end")

    def _create_large(self, name: str, file: BinaryIO) -> str | None:
        """Create in parts, which no store does for free names only: look before, and again before the last part.

        The record, which is small, still goes to one of two runs only. What is left is the moment in which two runs can
        end with the same large document; should it not have the same bytes for both, `verify` names it.
        """
        with self._turn(name), ThreadPoolExecutor(1) as elsewhere:
            if self._is_taken(self._client, name):
                return None

            def parts() -> Iterator[bytes]:
                while piece := file.read(_PIECE):
                    yield piece
                # The client takes the parts within its own loop, in which it cannot be asked.
                if elsewhere.submit(self._is_taken, self._client, name).result():
                    raise _TakenMeanwhile

            try:
                put = obstore.put(self._client, name, parts(), use_multipart=True, chunk_size=_PIECE, max_concurrency=2)
            except _TakenMeanwhile:
                return None
            return _stamp(put)

    def _is_taken(self, client: Client, name: str) -> bool:
        try:
            obstore.head(client, name)
        except FileNotFoundError:
            return False
        return True

    def _turn(self, name: str) -> threading.Lock:
        """Within this run, one at a time looks whether a name is free and then writes it."""
        return self._turns[hash(name) % _TURNS]

    def _read_marker(self) -> bytes | None:
        return self._read(self._probe, MARKER)

    def _read(self, client: Client, name: str) -> bytes | None:
        found = self._get(client, name)
        with self._asking("read"):
            return bytes(found.bytes()) if found else None

    def _get(self, client: Client, name: str) -> GetResult | None:
        with self._asking("read"):
            try:
                return obstore.get(client, name)
            except FileNotFoundError as error:
                if is_no_bucket(str(error)):
                    raise
                return None

    @contextmanager
    def _asking(self, what: str) -> Generator[None]:
        try:
            yield
        except (BaseError, FileNotFoundError, NotImplementedError, ValueError) as error:
            # Not `from error`: that quotes all of the request and its answer.
            raise refusal(error, self.address, what) from None


def _is_long(folder: str) -> bool:
    """Whether it is a folder of an account's year, which has many files and no folders; above, it is the reverse."""
    return "/" in folder


class _TakenMeanwhile(Exception):
    """Another run has created the object while its parts were on their way: they are given up."""


def _connect(address: ObjectAddress, limits: Limits) -> Client:
    kinds: dict[str, type[Client]] = {"s3": S3Store, "gs": GCSStore, "az": AzureStore}
    # As settings, not as options of the client: these would replace what the environment says, AWS_ALLOW_HTTP for one.
    more = {"config": limits.settings, "retry_config": limits.retrying}
    return kinds[address.scheme](address.bucket, prefix=address.prefix or None, **more)


def _put(client: Client, name: str, content: bytes, mode: Literal["create", "overwrite"]) -> str:
    return _stamp(obstore.put(client, name, content, mode=mode, use_multipart=False))


def _stamp(found: Any) -> str:
    """Of what was listed or just written; stores put quotation marks around it in one of the two."""
    if found["e_tag"]:
        return str(found["e_tag"]).strip('"')
    return f"{found['last_modified'].timestamp()}-{found['size']}" if "size" in found else ""
