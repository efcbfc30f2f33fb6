"""TLS contexts, made with the imports: aiohttp makes its own when it is imported. It takes as long as 50 requests."""

from __future__ import annotations

import httpx

from cloudinvoices.core._http import default_tls

OF_PEERS = httpx.create_ssl_context()
default_tls()
