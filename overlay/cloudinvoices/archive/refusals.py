"""What an object store's error means, in one line: without addresses that are signed, and without secrets."""

from __future__ import annotations

import re

from ..core.redaction import redact
from .errors import ArchiveError

_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_STATUS = re.compile(r"status code: (\d{3})((?: [A-Z][A-Za-z-]+)*)")
_SYSTEM = re.compile(r'message: "([^"\\]{1,80})"')
_MOST = 300

_CREDENTIALS = {
    "s3": "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, and for another store than Amazon's"
    " AWS_ENDPOINT_URL; profiles in ~/.aws are not read.",
    "gs": "Set GOOGLE_APPLICATION_CREDENTIALS to the path of a service account's key.",
    "az": "Set AZURE_STORAGE_ACCOUNT_NAME, and AZURE_STORAGE_ACCOUNT_KEY or AZURE_STORAGE_SAS_TOKEN.",
}
_RIGHTS = {
    "s3": "The credential needs s3:ListBucket, s3:GetObject and s3:PutObject.",
    "gs": "The credential needs storage.objects.list, get and create.",
    "az": "The credential needs to list, read and create blobs.",
}
_NO_SUCH_PLACE = "Make the bucket first, or check its name, the region and the endpoint."
_PLAIN = {"s3": "AWS_ALLOW_HTTP", "gs": "GOOGLE_ALLOW_HTTP", "az": "AZURE_ALLOW_HTTP"}
_ENDPOINT = {"s3": "AWS_ENDPOINT_URL", "gs": "GOOGLE_BASE_URL", "az": "AZURE_STORAGE_ACCOUNT_NAME"}

# Where the client asks the machine it runs on for a credential, when nothing else names one.
_METADATA = ("/latest/api/token", "/latest/meta-data/", "/computeMetadata/", "/metadata/identity/", "/v2/credentials/")
_NO_BUCKET = ("NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist")
_NO_RIGHT = ("AccessDenied", "AllAccessDisabled", "AuthorizationPermissionMismatch", "AuthorizationFailure")


def refusal(error: Exception, address: str, what: str) -> ArchiveError:
    """What to raise instead of an error of the client: says that `address` cannot be `what`, why, and what to do."""
    scheme, text = address.partition("://")[0], str(error)
    cause, hint = _explain(text, scheme)
    return ArchiveError(f"{address} cannot be {what}: {cause}", hint=hint, transient=is_transient(text))


def is_no_bucket(text: str) -> bool:
    """Whether it is the bucket that is missing, not the object."""
    return any(sign in text for sign in _NO_BUCKET)


def is_transient(text: str) -> bool:
    """Whether the connection was lost or not made, or the server is in trouble: later the same may work."""
    status = _STATUS.search(text)
    return (
        status[1] in ("429", "500", "502", "503", "504") if status else "HttpError" in text and "BadScheme" not in text
    )


def is_unsupported(error: Exception) -> bool:
    """Whether the store, or the client for it, does not know such a request."""
    status = _STATUS.search(str(error))
    return isinstance(error, NotImplementedError) or (status is not None and status[1] == "501")


def _explain(text: str, scheme: str) -> tuple[str, str]:
    if any(path in text for path in _METADATA):
        return "no credential was found", _CREDENTIALS[scheme]
    if "BadScheme" in text:
        return "plain http is not allowed", f"Use https, or set {_PLAIN[scheme]}=true."
    if is_no_bucket(text):
        return "there is no such bucket", _NO_SUCH_PLACE
    if "without LOCATION" in text:
        return "the bucket is in another region", "Set AWS_REGION to the bucket's region."
    if status := _STATUS.search(text):
        return _explain_status(text, status, scheme)
    if "HttpError" in text:
        return _explain_connection(text), f"Check the network, and {_ENDPOINT[scheme]}."
    return _first_line(text), _CREDENTIALS[scheme]


def _explain_status(text: str, status: re.Match[str], scheme: str) -> tuple[str, str]:
    code = _CODE.search(text)
    cause = f"the store answers {status[1]}{status[2]}" + (f" ({code[1]})" if code else "")
    if is_transient(text):
        return cause, "Try again later."
    if status[1] == "404":
        return cause, _NO_SUCH_PLACE
    if status[1] == "403" and (code is None or code[1] in _NO_RIGHT):
        return cause, f"{_RIGHTS[scheme]} {_CREDENTIALS[scheme]}"
    return cause, _CREDENTIALS[scheme]


def _explain_connection(text: str) -> str:
    if "dns error" in text:
        return "the host's name is not known"
    if "TimedOut" in text or "kind: Timeout" in text:
        return "no answer in time"
    if "certificate" in text:
        return "the host's certificate is not trusted"
    system = _SYSTEM.search(text)
    return f"no connection: {system[1]}" if system else "the connection was lost"


def _first_line(text: str) -> str:
    # What follows a < is the answer's body, which may quote what was signed.
    return redact(text.partition("\n")[0].partition("<")[0], ()).strip()[:_MOST]
