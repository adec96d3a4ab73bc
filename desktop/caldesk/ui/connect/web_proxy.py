"""The proxy of the embedded sign-in pages: the one that the site itself is reached by.

WebEngine follows the proxy of the whole program, of which it is the only user, from page to page.
"""

from urllib.parse import unquote, urlsplit

from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory

_USUAL_PORT = 8080


def use_proxy(named: str | None) -> None:
    """Load pages through `named`; None leaves it to the system, "" wants none. This computer is always direct."""
    if named is None:
        QNetworkProxyFactory.setUseSystemConfiguration(True)
    else:
        QNetworkProxy.setApplicationProxy(_proxy(named))  # in the place of the system's


def _proxy(named: str) -> QNetworkProxy:
    if not named:
        return QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)
    parts = urlsplit(named if "://" in named else f"http://{named}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    host, port = parts.hostname or "", parts.port or _USUAL_PORT
    return QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, host, port, user, password)
