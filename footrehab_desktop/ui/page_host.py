"""Makes pages on their first visit, keeps them, shows one at a time, and tells the others what changed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from footrehab_desktop.ui.page import Page, PageContext
from footrehab_desktop.ui.pages.registry import PAGES

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes


class PageHost(QStackedWidget):
    """The page area. Pages live from their first visit until the record is locked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: PageContext | None = None
        self._pages: dict[str, Page] = {}
        self._blank = QWidget()
        self.addWidget(self._blank)

    def open_with(self, context: PageContext) -> None:
        """Give the pages made from now on what they work with."""
        self._context = context

    @property
    def current_page(self) -> Page | None:
        """Return the page on screen."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def show_page(self, code: str, patient_id: str | None, episode_id: str | None) -> Page:
        """Leave the page on screen and show another one, or the same one, for this patient.

        A page that cannot be shown is forgotten: nothing of another patient stays on screen in its place.
        """
        page = self._page(code)
        self.leave_current()
        try:
            page.show_for(patient_id, episode_id)
        except Exception:
            self._forget(code)
            self.setCurrentWidget(self._blank)
            raise
        self.setCurrentWidget(page)
        return page

    def announce(self, changes: "Changes", initiator: QWidget | None = None) -> None:
        """Have every page made so far look again, apart from the one that changed it.

        After a change of the library the pages that hold parts of it are forgotten; the next visit makes them anew.
        """
        for code, page in list(self._pages.items()):
            if changes.library and page.holds_library and page is not self.current_page:
                self._forget(code)
            elif page is not initiator:
                page.refresh(changes)

    def leave_current(self) -> None:
        """Have the page on screen keep what is typed."""
        if self.current_page is not None:
            self.current_page.leave()

    def close_pages(self) -> None:
        """Forget every page: nothing of a patient stays in memory behind the lock."""
        for code in list(self._pages):
            self._forget(code)
        self._context = None

    def _forget(self, code: str) -> None:
        page = self._pages.pop(code)
        self.removeWidget(page)
        page.deleteLater()

    def _page(self, code: str) -> Page:
        if code not in self._pages:
            if self._context is None:
                raise RuntimeError("locked")
            page = PAGES[code].load()(self._context)
            self._pages[code] = page
            self.addWidget(page)
        return self._pages[code]
