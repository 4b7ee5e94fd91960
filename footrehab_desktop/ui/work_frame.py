"""The frame around every page once the record is open: rail, banner, tabs, page area, status line."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.ui.navigation import NavigationRail, PatientTabs
from footrehab_desktop.ui.page_host import PageHost
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES
from footrehab_desktop.ui.patient_banner import PatientBanner
from footrehab_desktop.ui.status_line import StatusLine
from footrehab_desktop.ui.widgets.panels import Notice


class WorkFrame(QWidget):
    """Only places its parts: ``rail``, ``banner``, ``tabs``, ``host``, ``status``, and above the page the ``notice``.

    ``standing`` tells what holds for the whole session, such as that one may only look.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = NavigationRail(CLINIC_PAGES)
        self.banner = PatientBanner()
        self.tabs = PatientTabs(PATIENT_PAGES)
        self.notice = Notice()
        self.notice.hide()
        self.standing = Notice()
        self.standing.hide()
        self.host = PageHost()
        self.status = StatusLine()
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.banner, self.tabs, self.standing, self.notice):
            right.addWidget(part)
        right.addWidget(self.host, 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
