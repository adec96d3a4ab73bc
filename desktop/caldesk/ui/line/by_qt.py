"""Windows and macOS: Qt knows what the system tells of its line."""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from caldesk.ui.line.port import Line


class QtLine(Line):
    """Follows Qt's network information, if it has any here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            self.follow(QNetworkInformation.instance())

    def follow(self, network: QNetworkInformation) -> None:
        """Only a line that is surely gone counts as gone: a local network may well lead to a proxy."""

        def look() -> None:
            gone = network.reachability() is QNetworkInformation.Reachability.Disconnected
            self.tell(gone=gone, metered=network.isMetered())

        network.reachabilityChanged.connect(look)
        network.isMeteredChanged.connect(look)
        look()
