"""Which pages there are, in the order of the rail and the tabs, and where each is loaded from on its first visit."""

from dataclasses import dataclass
from importlib import import_module

from footrehab_desktop.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its code, words, icon, and ``module:Class`` below ``ui.pages``."""

    code: str
    title: str
    icon: str
    target: str

    def load(self) -> type[Page]:
        """Import the page's module and return its class."""
        module, name = self.target.split(":")
        found = getattr(import_module(f"footrehab_desktop.ui.pages.{module}"), name)
        if not (isinstance(found, type) and issubclass(found, Page)):
            raise TypeError(self.target)
        return found


CLINIC_PAGES = (
    PageEntry("today", "Today", "today", "today_page:TodayPage"),
    PageEntry("patients", "Patients", "patients", "patients_page:PatientsPage"),
    PageEntry("library", "Library", "library", "library_page:LibraryPage"),
    PageEntry("protocols", "Protocols", "protocols", "protocols_page:ProtocolsPage"),
    PageEntry("settings", "Settings", "settings", "settings_page:SettingsPage"),
    PageEntry("help", "Help", "help", "help_page:HelpPage"),
)
PATIENT_PAGES = (
    PageEntry("summary", "Summary", "patients", "summary_page:SummaryPage"),
    PageEntry("assess", "Assess", "assess", "assess_page:AssessPage"),
    PageEntry("plan", "Plan", "plan", "plan_page:PlanPage"),
    PageEntry("diary", "Diary", "diary", "diary_page:DiaryPage"),
    PageEntry("review", "Review", "review", "review_page:ReviewPage"),
    PageEntry("progress", "Progress", "progress", "progress_page:ProgressPage"),
    PageEntry("handouts", "Handouts", "handouts", "handouts_page:HandoutsPage"),
)
# Pages of a patient without a tab: seldom needed, reached from the summary and the palette.
SELDOM_PAGES = (PageEntry("rights", "Data and rights", "patients", "rights_page:RightsPage"),)
PAGES = {entry.code: entry for entry in (*CLINIC_PAGES, *PATIENT_PAGES, *SELDOM_PAGES)}
PATIENT_CODES = frozenset(entry.code for entry in (*PATIENT_PAGES, *SELDOM_PAGES))
