"""Which certificates are trusted: those of the operating system, and a file that somebody named.

Building a context reads a few hundred certificates (30 to 100 ms), so it happens in a thread, once per client.
"""

import ssl
import sys
from pathlib import Path

import truststore

from caldesk.api.config import BadCaFile
from caldesk.i18n import _

_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where Linux systems keep their certificates, for a bundled OpenSSL that was compiled for another one."""


def context(ca_file: str = "") -> ssl.SSLContext:
    """A context that trusts the system's store, and the certificates in `ca_file`. Raises `BadCaFile`."""
    trusted = _of_system()
    if ca_file:
        _add(trusted, ca_file)
    return trusted


def empty_context() -> ssl.SSLContext:
    """A context that trusts nobody, for plain http on this computer; takes no time to build."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _of_system() -> ssl.SSLContext:
    if sys.platform in ("win32", "darwin"):
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # truststore would read the bundle again for every connection here (30 ms, on the thread of the window).
    trusted = ssl.create_default_context()
    if not trusted.get_ca_certs() and not ssl.get_default_verify_paths().capath:
        for bundle in filter(Path.exists, map(Path, _BUNDLES)):
            trusted.load_verify_locations(bundle)
            break
    return trusted


def _add(trusted: ssl.SSLContext, ca_file: str) -> None:
    try:
        trusted.load_verify_locations(cafile=ca_file)
    except ssl.SSLError:
        raise BadCaFile(_("The file {file} holds no certificates in PEM form.").format(file=ca_file)) from None
    except OSError:
        raise BadCaFile(_("The file {file} with extra certificates cannot be read.").format(file=ca_file)) from None
