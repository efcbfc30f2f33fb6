"""Secrets that are unmistakable, and answers of providers that repeat them in every way."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from cloudinvoices.testing import Simulator

from .detector import secrets_of
from .strangers import COOKIE

KEY = "l1nk-7Hs9Kd2Pw5Xc8Vb1Nm4Qz"
"""What a link is signed with."""
LINK = f"https://storage.example.com/{KEY}/invoice.pdf?X-Signature={KEY}&Expires=1"


def planted(sim: Simulator, provider: str, settings: Mapping[str, Any]) -> dict[str, str]:
    """Everything that must not be shown while an account of this provider is used."""
    found = {**secrets_of(settings), "cookie": COOKIE, "key of a link": KEY}
    if "account_switch_key" in settings:
        found["account switch key"] = settings["account_switch_key"]
    return found


def repeated(secrets: Mapping[str, str]) -> str:
    """What an indiscreet server says: the credential whole, written otherwise, cut, and links with their keys."""
    own = [secret for name, secret in secrets.items() if name not in ("cookie", "key of a link")]
    said = [LINK, LINK.replace("/", "\\/"), f"see {LINK}#{KEY}"]
    for secret in own:
        encoded = base64.b64encode(f"somebody:{secret}".encode()).decode()
        said += [
            secret,
            quote(secret, safe=""),
            json.dumps(secret).replace("/", "\\/"),
            f"Basic {encoded}",
            encoded,
            base64.urlsafe_b64encode(secret.encode()).decode(),
            secret.encode().hex(),
            f"{secret[:16]}...",
            f"...{secret[-16:]}",
            f"Authorization: Bearer {secret}",
        ]
    return " ".join(said)


def faults(secrets: Mapping[str, str]) -> list[dict[str, Any]]:
    """Ways to fail, each of which says as much as it can."""
    said = repeated(secrets)
    short = next(iter(secrets.values()))
    headers = {
        "X-Request-Id": f"{short} {LINK}",
        "WWW-Authenticate": f'Bearer error="{said[:500]}"',
        "Set-Cookie": f"session={COOKIE}; Path=/",
        "Content-Disposition": f'attachment; filename="{short}.pdf"',
        "X-Trace": said[:500],
    }
    body = json.dumps(
        {"message": said, "detail": said, "code": short, "incidentId": short, "errors": [{"title": said}]}
    )
    as_json = {"body": body, "content_type": "application/json", "headers": headers}
    page = f"<!DOCTYPE html><html><body>{said}</body></html>"
    return [
        *({"status": status, **as_json} for status in (400, 401, 403, 404, 409, 429, 500)),
        {"status": 502, "body": said, "headers": headers},
        {"status": 503, "body": page, "content_type": "text/html", "headers": headers},
        {"body": page, "content_type": "text/html", "headers": headers},
        {"body": f'{{"broken": "{said}', "content_type": "application/json", "headers": headers},
        {"body": json.dumps([said]), "content_type": "application/json", "headers": headers},
        {"body": json.dumps({"invoices": [said], "results": said}), "content_type": "application/json"},
        {"body": json.dumps({"url": LINK.replace("https", "ftp")}), "content_type": "application/json"},
        {"body": json.dumps({"url": f"http://127.0.0.1:1/{KEY}?key={KEY}"}), "content_type": "application/json"},
        {"status": 302, "headers": {**headers, "Location": LINK.replace("https", "http")}},
        {"status": 302, "headers": {**headers, "Location": f"http://127.0.0.1:1/{KEY}?key={KEY}"}},
        {"headers": {**headers, "Content-Encoding": short}},
        {"headers": {**headers, "Retry-After": "99999"}, "status": 503},
        {"content_type": f"text/{short}", "headers": headers, "body": said},
        {"drop_after": 1, "headers": headers},
        {"headers": headers},
    ]
