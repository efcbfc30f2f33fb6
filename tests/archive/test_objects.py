"""The store in a bucket: what is created is complete and never in the place of something else; refusals are told."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from cloudinvoices.archive import ArchiveError, objects
from cloudinvoices.archive.object_address import ObjectAddress, parse_address
from cloudinvoices.archive.objects import ObjectStore
from cloudinvoices.archive.refusals import refusal
from cloudinvoices.archive.store import Store, open_store

from .s3 import ACCESS_KEY, SECRET_KEY, SOON, Bucket, Gateway

MARKER = "cloudinvoices-archive.json"
DENIED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>no planted-token</Message></Error>"


def keep(store: Store, name: str, content: bytes) -> str | None:
    with store.stage(name) as staged:
        staged.file.write(content)
        staged.seal()
        return staged.create(name)


def content_of(store: Store, name: str) -> bytes:
    return b"".join(store.pieces(name))


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(ArchiveError) as caught:
        action()
    text = str(caught.value)
    assert not [secret for secret in (ACCESS_KEY, SECRET_KEY, "planted") if secret in text]
    assert "Debug source" not in str(caught.value.__cause__)
    assert "\n" not in text
    assert len(text) < 600
    return text


def once(wanted: Callable[..., bool]) -> Callable[..., bool]:
    """True the first time that `wanted` is."""
    left = [True]

    def decide(*given: object) -> bool:
        if left and wanted(*given):
            left.clear()
            return True
        return False

    return decide


# Addresses


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("s3://bucket/invoices/all", ObjectAddress("s3", "bucket", "invoices/all")),
        ("s3://bucket", ObjectAddress("s3", "bucket", "")),
        ("S3://bucket/", ObjectAddress("s3", "bucket", "")),
        ("gs://my_bucket.example/a b/%20/", ObjectAddress("gs", "my_bucket.example", "a b/%20")),
        ("az://container/x", ObjectAddress("az", "container", "x")),
    ],
)
def test_addresses(url: str, address: ObjectAddress) -> None:
    assert parse_address(url) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "url",
    [
        "file:///archive",
        "https://planted@example.com/bucket",
        "ftp://host",
        "://",
        "s3://",
        "s3:///prefix",
        "s3://key:planted@bucket/prefix",
        "s3://planted@bucket",
        "s3://bucket?secret=planted",
        "s3://bucket/prefix?X-Amz-Signature=planted",
        "s3://bucket/prefix#planted",
        "s3://bucket//prefix",
        "s3://bucket/a/../b",
        "s3://bucket/a/./b",
        "s3://bucket/a\nb",
        "s3://buc ket/a",
        "s3://-bucket/a",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    text = refused(lambda: open_store(url))
    assert "://" in text


@pytest.mark.parametrize("rest", ["key:planted@bucket/prefix", "bucket/prefix?planted", "bucket#planted"])
def test_an_address_with_more_than_a_place_in_it_is_told_where_that_comes_from(rest: str) -> None:
    text = refused(lambda: open_store(f"s3://{rest}"))
    assert "holds a user name or a query. Credentials and endpoints come from the environment." in text


def test_known_kinds_are_named() -> None:
    assert re.search("file://.* s3://.* gs://.* az://", refused(lambda: open_store("file:///archive")))


@pytest.mark.usefixtures("store_environment")
@pytest.mark.parametrize(
    ("url", "name", "value"),
    [
        ("s3://bucket", "AWS_ACCESS_KEY_ID", "planted\n"),
        ("s3://bucket", "AWS_SESSION_TOKEN", " planted"),
        ("s3://bucket", "AWS_REGION", "eu central"),
        ("s3://bucket", "AWS_ENDPOINT_URL", ""),
        ("s3://bucket", "AWS_ENDPOINT_URL_S3", "planted.example:9000"),
        ("az://bucket", "AZURE_STORAGE_ACCOUNT_NAME", "planted\r\n"),
        ("gs://bucket", "GOOGLE_BASE_URL", "planted"),
    ],
)
def test_settings_on_which_the_client_would_stop_are_named(
    url: str, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "account")
    monkeypatch.setenv(name, value)
    assert name in refused(lambda: open_store(url))


@pytest.mark.usefixtures("store_environment")
def test_settings_the_client_refuses_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "AZURE_STORAGE_ACCOUNT_NAME" in refused(lambda: open_store("az://container/x"))
    monkeypatch.setenv("AWS_ALLOW_HTTP", "bananas")
    assert "bananas" in refused(lambda: open_store("s3://bucket"))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/no/such/file.json")
    assert "/no/such/file.json" in refused(lambda: open_store("gs://bucket"))


# The protocol, method by method


def test_an_archive_is_made_once(bucket: Bucket) -> None:
    store = bucket.store()
    assert store.address == bucket.url
    assert not store.exists()
    assert bucket.gateway.sent("PUT") == []
    assert store.check() == []
    assert bucket.get(MARKER) == b'{"layout": 1}\n'
    assert store.exists()
    written = len(bucket.gateway.sent("PUT"))
    assert written == 1
    assert store.check() == []
    assert bucket.store().check() == []
    assert len(bucket.gateway.sent("PUT")) == written


@pytest.mark.parametrize(
    ("content", "expected"), [(b'{"layout": 2}', "layout 2"), (b"", "damaged"), (b"[]", "damaged")]
)
def test_an_archive_of_another_layout_is_left_alone(bucket: Bucket, content: bytes, expected: str) -> None:
    bucket.put(MARKER, content)
    assert expected in refused(bucket.store().check)
    assert expected in refused(bucket.store().exists)
    assert bucket.gateway.sent("PUT") == []
    assert bucket.get(MARKER) == content


def test_what_is_created_is_read_and_listed(bucket: Bucket) -> None:
    store = bucket.store()
    contents = {"edge/2026/a.pdf": b"one", "edge/2026/b.pdf": b"", "edge/2025/c.pdf": os.urandom(300_000)}
    stamps = {name: keep(store, name, content) for name, content in contents.items()}
    assert {name: content_of(store, name) for name in contents} == contents
    assert {name: store.read(name) for name in contents} == contents
    listed = {entry.name: entry.stamp for year in ("2025", "2026") for entry in store.entries(f"edge/{year}")}
    assert listed == stamps
    bucket.put("edge/2026/a.pdf", b"two")
    assert {entry.name: entry.stamp for entry in store.entries("edge/2026")}["edge/2026/a.pdf"] != stamps[
        "edge/2026/a.pdf"
    ]


def test_folders_and_entries_without_hidden_ones(bucket: Bucket) -> None:
    names = (
        "stray.txt",
        ".cloudinvoices/x",
        "edge/note.txt",
        "edge/.h/x",
        "edge/2026/.h",
        "edge/2026/deep/x",
        "doit/2025/y",
    )
    for name in (*names, "edge/2026/", "edge/2026/a.pdf"):
        bucket.put(name, b"")
    store = bucket.store()
    assert store.folders() == ["doit", "edge"]
    assert store.folders("edge") == ["2026"]
    assert store.folders("edge/2026") == ["deep"]
    assert store.folders("nobody") == store.folders("nobody/2026") == []
    assert [entry.name for entry in store.entries("")] == ["stray.txt"]
    assert [entry.name for entry in store.entries("edge")] == ["edge/note.txt"]
    assert [entry.name for entry in store.entries("edge/2026")] == ["edge/2026/a.pdf"]
    assert list(store.entries("edge/2024")) == []


def test_entries_of_many_pages_are_all_there_once(bucket: Bucket) -> None:
    names = [f"edge/2026/{number:03}.pdf" for number in range(30)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda name: bucket.put(name, b"x"), names))
    store = bucket.store()
    assert sorted(entry.name for entry in store.entries("edge/2026")) == names
    assert len([one for one in bucket.gateway.exchanges if "list-type=2" in one.path]) == 5


def test_entries_come_while_the_rest_is_not_asked_for(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_NAMES_PER_PAGE", 7)
    for number in range(30):
        bucket.put(f"edge/2026/{number:03}.pdf", b"x")
    entries = bucket.store().entries("edge/2026")
    next(entries)
    assert len([one for one in bucket.gateway.exchanges if "list-type=2" in one.path]) < 4


@pytest.mark.parametrize("name", ["a b.pdf", "ä.pdf", "100%.pdf", "a+b&c=d.pdf", "a#b?.pdf", "x%41.pdf", "'\".pdf"])
def test_names_are_what_they_are(bucket: Bucket, name: str) -> None:
    store = bucket.store()
    keep(store, f"edge/2026/{name}", b"x")
    assert store.read(f"edge/2026/{name}") == b"x"
    assert [entry.name for entry in store.entries("edge/2026")] == [f"edge/2026/{name}"]


def test_what_is_not_there(bucket: Bucket) -> None:
    store = bucket.store()
    assert store.read("edge/2026/a.pdf") is None
    with pytest.raises(FileNotFoundError, match=r"a\.pdf"):
        content_of(store, "edge/2026/a.pdf")


def test_a_name_that_is_taken_stays_as_it_is(bucket: Bucket) -> None:
    store = bucket.store()
    assert keep(store, "edge/2026/a.pdf", b"first")
    with store.stage("edge/2026/a.pdf") as staged:
        staged.file.write(b"second")
        staged.seal()
        assert staged.create("edge/2026/a.pdf") is None
        assert staged.create("edge/2026/a-2.pdf")
    assert content_of(store, "edge/2026/a.pdf") == b"first"
    assert content_of(store, "edge/2026/a-2.pdf") == b"second"


def test_staged_bytes_can_be_taken_back_and_are_nowhere(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    store = bucket.store()
    with store.stage("edge/2026/a.pdf") as staged:
        staged.file.write(b"x" * 1_000_000)
        # A file without a name ends with its process.
        assert list(tmp_path.iterdir()) == []
        staged.file.seek(0)
        staged.file.truncate()
        staged.file.write(b"again")
        assert staged.create("edge/2026/a.pdf")
    with store.stage("edge/2026/b.pdf") as staged:
        staged.file.write(b"given up")
    assert content_of(store, "edge/2026/a.pdf") == b"again"
    assert [entry.name for entry in store.entries("edge/2026")] == ["edge/2026/a.pdf"]
    assert staged.file.closed


def test_nobody_is_kept_out_and_there_is_nothing_to_settle_or_to_recover(bucket: Bucket) -> None:
    one, other = bucket.store(), bucket.store()
    with one.lock(), other.lock():
        one.settle("edge/2026")
        one.recover()
    assert bucket.gateway.exchanges == []


# Large documents

_PART = 5 << 20  # S3 takes no smaller one, but for the last


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A document that is too large for one request."""
    monkeypatch.setattr(objects, "_PIECE", _PART)
    monkeypatch.setattr(objects, "_MOST_AT_ONCE", _PART)
    return os.urandom(2 * _PART + 1000)


def test_large_documents_come_and_go_in_parts(bucket: Bucket, in_parts: bytes) -> None:
    store = bucket.store()
    stamp = keep(store, "edge/2026/large.pdf", in_parts)
    assert [len(piece) for piece in store.pieces("edge/2026/large.pdf")] == [_PART, _PART, 1000]
    assert content_of(store, "edge/2026/large.pdf") == in_parts
    assert [entry.stamp for entry in store.entries("edge/2026")] == [stamp]


def test_checksums_for_buckets_with_object_lock(
    bucket: Bucket, in_parts: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which the documentation says to ask for: without one, such a bucket takes nothing."""
    monkeypatch.setenv("AWS_CHECKSUM_ALGORITHM", "SHA256")
    store = bucket.store()
    assert store.check() == []
    keep(store, "edge/2026/small.pdf", b"x")
    keep(store, "edge/2026/large.pdf", in_parts)
    written = bucket.gateway.sent("PUT")
    assert len(written) == 5
    assert all("x-amz-checksum-sha256" in {name.lower() for name in one.headers} for one in written)
    assert content_of(store, "edge/2026/large.pdf") == in_parts


def test_a_large_document_whose_name_is_taken_is_not_sent(bucket: Bucket, in_parts: bytes) -> None:
    bucket.put("edge/2026/large.pdf", b"first")
    assert keep(bucket.store(), "edge/2026/large.pdf", in_parts) is None
    assert [one.method for one in bucket.gateway.exchanges] == ["HEAD"]
    assert bucket.get("edge/2026/large.pdf") == b"first"


def test_a_large_document_whose_name_is_taken_meanwhile_is_given_up(bucket: Bucket, in_parts: bytes) -> None:
    def other_is_first(method: str, path: str, headers: dict[str, str]) -> None:
        if method == "PUT" and "partNumber=1" in path:
            bucket.put("edge/2026/large.pdf", b"first")

    bucket.gateway.refuse = other_is_first
    assert keep(bucket.store(), "edge/2026/large.pdf", in_parts) is None
    assert bucket.get("edge/2026/large.pdf") == b"first"
    assert b"<Upload>" not in bucket.ask("GET", "?uploads")


def test_a_document_that_changes_while_it_is_read_is_not_mixed(bucket: Bucket, in_parts: bytes) -> None:
    bucket.put("edge/2026/large.pdf", in_parts)
    pieces = bucket.store().pieces("edge/2026/large.pdf")
    next(pieces)
    bucket.put("edge/2026/large.pdf", in_parts[::-1])
    assert "412" in refused(lambda: list(pieces))


# Two at once


def test_of_two_writers_one_creates_each_name(bucket: Bucket) -> None:
    stores, names = (bucket.store(), bucket.store()), [f"edge/2026/{number}.pdf" for number in range(40)]
    start = Barrier(8)

    def write(number: int) -> dict[str, bytes]:
        content = f"writer {number}".encode()
        start.wait()
        return {name: content for name in names if keep(stores[number % 2], name, content)}

    with ThreadPoolExecutor(8) as threads:
        created = list(threads.map(write, range(8)))
    assert sum(len(own) for own in created) == len(names)
    assert {name: content for own in created for name, content in own.items()} == {
        name: content_of(stores[0], name) for name in names
    }


def test_two_runs_make_an_archive_at_once(bucket: Bucket) -> None:
    stores = [bucket.store() for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(lambda store: store.check(), stores)) == [[]] * 6
    assert len(bucket.gateway.sent("PUT")) == 1


# Stores without create-only writes


def ignores(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway.dropped_headers.add("if-none-match")


def refuses(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"<Error><Code>NotImplemented</Code><Message>A header implies what is not implemented</Message></Error>"
    gateway.refuse = lambda method, path, headers: (
        (501, body) if method == "PUT" and "if-none-match" in {name.lower() for name in headers} else None
    )


def is_told_not_to(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONDITIONAL_PUT", "disabled")


@pytest.fixture(params=[ignores, refuses, is_told_not_to])
def poorer(request: pytest.FixtureRequest, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    request.param(bucket.gateway, monkeypatch)
    return bucket


def test_a_store_without_create_only_writes_is_named_and_used(poorer: Bucket) -> None:
    store = poorer.store()
    started = time.monotonic()
    assert [bool(re.search("create-only writes.*run one at a time", sentence)) for sentence in store.check()] == [True]
    assert time.monotonic() - started < 10
    assert poorer.get(MARKER) == b'{"layout": 1}\n'
    assert len(store.check()) == 1
    assert keep(store, "edge/2026/a.pdf", b"first")
    assert keep(store, "edge/2026/a.pdf", b"second") is None
    assert content_of(store, "edge/2026/a.pdf") == b"first"


def test_within_one_run_nothing_is_overwritten_even_so(poorer: Bucket) -> None:
    store, start = poorer.store(), Barrier(8)
    store.check()

    def write(number: int) -> int | None:
        start.wait()
        return number if keep(store, "edge/2026/a.pdf", b"%d" % number) else None

    with ThreadPoolExecutor(8) as threads:
        created = [number for number in threads.map(write, range(8)) if number is not None]
    assert [b"%d" % number for number in created] == [content_of(store, "edge/2026/a.pdf")]


# Answers that are lost, and others that mean: once more


def is_document(method: str, path: str, *_: object) -> bool:
    return method == "PUT" and path.endswith(".pdf")


@pytest.mark.parametrize("resets", [False, True])
def test_a_lost_answer_is_not_an_error(bucket: Bucket, resets: bool) -> None:
    """The name is taken then, by the very bytes; whoever asked compares them."""
    bucket.gateway.lose_answer, bucket.gateway.resets = once(is_document), resets
    store = bucket.store()
    assert keep(store, "edge/2026/a.pdf", b"first") is None
    assert content_of(store, "edge/2026/a.pdf") == b"first"


@pytest.mark.parametrize("resets", [False, True])
def test_a_lost_request_is_sent_again(bucket: Bucket, resets: bool) -> None:
    bucket.gateway.lose_request, bucket.gateway.resets = once(is_document), resets
    assert keep(bucket.store(), "edge/2026/a.pdf", b"first")
    assert bucket.get("edge/2026/a.pdf") == b"first"


@pytest.mark.parametrize("status", [409, 503])
def test_a_passing_refusal_is_not_the_end(bucket: Bucket, status: int) -> None:
    """409: two were writing the same name. The client says then that the name is taken, even if it is not."""
    decide = once(is_document)
    bucket.gateway.refuse = lambda method, path, headers: (
        (status, b"<Error><Code>Conflict</Code></Error>") if decide(method, path) else None
    )
    assert keep(bucket.store(), "edge/2026/a.pdf", b"first")
    assert [one.status for one in bucket.gateway.exchanges if one.method == "PUT"] == [status, 200]


def test_a_name_that_is_taken_and_not_there_is_an_error_in_the_end(bucket: Bucket) -> None:
    bucket.gateway.refuse = lambda method, path, headers: (409, b"") if method == "PUT" else None
    text = refused(lambda: keep(bucket.store(SOON), "edge/2026/a.pdf", b"first"))
    assert "cannot be written: the store answers 409 Conflict" in text


# Stores that cannot be used


def test_no_credential(bucket: Bucket, silent: str, closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for metadata in (silent, closed):
        monkeypatch.setenv("AWS_METADATA_ENDPOINT", metadata)
        started = time.monotonic()
        text = refused(bucket.store(SOON).check)
        assert "no credential was found. Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION" in text
        assert time.monotonic() - started < 3
    assert bucket.gateway.exchanges == []


def test_half_a_credential(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "AWS_SECRET_ACCESS_KEY" in refused(lambda: bucket.store().check())


@pytest.mark.usefixtures("bucket")
def test_no_such_bucket() -> None:
    store = open_store("s3://no-such-bucket/prefix")
    assert "s3://no-such-bucket/prefix cannot be read: there is no such bucket" in refused(store.check)
    refused(store.exists)
    refused(lambda: store.read("edge/2026/a.pdf"))
    refused(store.folders)
    refused(lambda: list(store.entries("edge/2026")))
    refused(lambda: keep(store, "edge/2026/a.pdf", b"x"))


def test_a_server_that_is_no_store(bucket: Bucket) -> None:
    bucket.gateway.refuse = lambda method, path, headers: (404, b"<html>not here</html>")
    assert "cannot be written: the store answers 404 Not Found. Make the bucket first" in refused(bucket.store().check)


@pytest.mark.parametrize(("method", "what"), [("GET", "read"), ("PUT", "written")])
def test_no_right(bucket: Bucket, method: str, what: str) -> None:
    bucket.gateway.refuse = lambda asked, path, headers: (403, DENIED) if asked == method else None
    text = refused(bucket.store().check)
    assert f"cannot be {what}: the store answers 403 Forbidden (AccessDenied)" in text
    assert "s3:ListBucket, s3:GetObject and s3:PutObject" in text


def test_a_credential_that_is_refused(bucket: Bucket) -> None:
    body = (
        f"<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>{ACCESS_KEY}</AWSAccessKeyId>"
        f"<StringToSign>AWS4 planted</StringToSign><SignatureProvided>planted</SignatureProvided></Error>"
    )
    bucket.gateway.refuse = lambda method, path, headers: (403, body.encode())
    text = refused(bucket.store().check)
    assert "403 Forbidden (SignatureDoesNotMatch). Set AWS_ACCESS_KEY_ID" in text


def test_rights_to_list_are_told_as_well(bucket: Bucket) -> None:
    store = bucket.store()
    store.check()
    bucket.gateway.refuse = lambda method, path, headers: (403, DENIED) if "list-type" in path else None
    assert "cannot be listed: the store answers 403" in refused(store.folders)
    assert "cannot be listed: the store answers 403" in refused(lambda: list(store.entries("edge/2026")))


def test_nobody_listens(bucket: Bucket, closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", closed)
    text = refused(bucket.store(SOON).check)
    assert "no connection: Connection refused" in text
    assert "AWS_ENDPOINT_URL" in text


def test_nobody_answers(bucket: Bucket, silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", silent)
    store = bucket.store(SOON)
    for action in (store.check, store.exists, store.folders, lambda: keep(store, "edge/2026/a.pdf", b"x")):
        started = time.monotonic()
        assert "no answer in time" in refused(action)
        assert time.monotonic() - started < 3


def test_a_store_in_trouble(bucket: Bucket) -> None:
    bucket.gateway.refuse = lambda method, path, headers: (503, b"<Error><Code>SlowDown</Code></Error>")
    with pytest.raises(ArchiveError, match=r"the store answers 503 Service Unavailable") as caught:
        bucket.store(SOON).check()
    assert caught.value.transient


def test_plain_http_only_where_it_is_allowed(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    assert "plain http is not allowed. Use https, or set AWS_ALLOW_HTTP=true" in refused(lambda: bucket.store().check())
    assert bucket.gateway.exchanges == []


def test_no_query_and_no_body_of_an_unknown_error_is_shown() -> None:
    error = ValueError(
        "Error performing GET http://host/b?X-Amz-Signature=planted - odd <Error>planted</Error>\nplanted"
    )
    text = str(refusal(error, "s3://b", "read"))
    assert "http://host/b?***" in text
    assert "planted" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('HttpError {"dns error", message: "x"}', "the host's name is not known"),
        ("HttpError { invalid peer certificate: UnknownIssuer }", "the host's certificate is not trusted"),
        (
            "Received redirect without LOCATION, this normally indicates",
            "the bucket is in another region. Set AWS_REGION",
        ),
        ("GET http://169.254.169.254/latest/meta-data/iam - status code: 404 Not Found", "no credential was found"),
        ("HttpError { kind: Interrupted }", "the connection was lost"),
    ],
)
def test_causes(text: str, expected: str) -> None:
    assert expected in str(refusal(ValueError(text), "s3://bucket", "read"))


# The index


def test_the_index_is_private_and_one_for_each_store(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bucket.store().index_path
    assert path is not None
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path == bucket.store().index_path
    assert path != ObjectStore.open("s3://other").index_path
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://other.example")
    assert path != bucket.store().index_path


def test_of_two_runs_on_this_machine_one_has_the_index(bucket: Bucket) -> None:
    first, second = bucket.store(), bucket.store()
    path = first.index_path
    with first.lock():
        with second.lock():
            assert (first.index_path, second.index_path) == (path, None)
        assert second.index_path == path
    with second.lock():
        assert second.index_path == path


def test_without_a_place_for_the_index_there_is_none(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    assert bucket.store().index_path is None


# The extra


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.delitem(sys.modules, "cloudinvoices.archive.objects")
    monkeypatch.delattr("cloudinvoices.archive.objects")
    with pytest.raises(ArchiveError, match=r"need the extra `cloud`.*pip install 'cloudinvoices\[cloud\]'"):
        open_store("s3://bucket/prefix")


def test_the_client_is_loaded_for_addresses_only() -> None:
    code = """
import sys
from cloudinvoices.archive.store import open_store
open_store("folder")
assert "obstore" not in sys.modules
open_store("s3://bucket")
assert "obstore" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
