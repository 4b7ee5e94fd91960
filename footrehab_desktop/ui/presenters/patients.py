"""The patient list and the form of a patient as plain values."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.naming import SEX_WORDS
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import PatientDetails, PatientRow, Sex


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One line of the list, ready to be drawn. ``warning`` is set where another patient has the same name."""

    patient_id: str
    name: str
    detail: str
    warning: str

    @property
    def spoken(self) -> str:
        """Return the whole line for a screen reader."""
        return ". ".join(part for part in (self.name, self.detail, self.warning) if part)


def patient_line(row: PatientRow, today: date) -> PatientLine:
    """Return how one patient is shown in a list."""
    name = f"{row.family_name.upper()}, {row.given_name}"
    parts = [
        f"Born {format_date(row.birth_date)} ({age_on(row.birth_date, today)} y)",
        SEX_WORDS[row.sex],
        f"no. {row.record_number}",
    ]
    if row.phone:
        parts.append(row.phone)
    title = f" ({row.title})" if row.title else ""
    warning = "Similar name: check the date of birth" if row.look_alike else ""
    return PatientLine(row.id, name + title, " · ".join(parts), warning)


@dataclass(frozen=True, slots=True)
class TypedPatient:
    """What the form of a patient holds. ``None`` where nothing usable is entered."""

    family_name: str = ""
    given_name: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    title: str = ""
    phone: str = ""
    email: str = ""
    notes: str = ""
    diabetes: bool | None = None
    neuropathy: bool | None = None
    beta_blocker: bool | None = None

    def missing(self) -> tuple[str, ...]:
        """Return the codes of required fields that are empty, in the order of the form."""
        required = {
            "family_name": self.family_name.strip(),
            "given_name": self.given_name.strip(),
            "birth_date": self.birth_date,
            "sex": self.sex,
        }
        return tuple(code for code, value in required.items() if not value)

    def details(self) -> PatientDetails:
        """Return the details. Only for a form that misses nothing."""
        if self.birth_date is None or self.sex is None:
            raise ValueError("birth_date and sex are needed")
        return PatientDetails(
            family_name=self.family_name,
            given_name=self.given_name,
            birth_date=self.birth_date,
            sex=self.sex,
            title=self.title,
            phone=self.phone,
            email=self.email,
            notes=self.notes,
            diabetes=self.diabetes,
            neuropathy=self.neuropathy,
            beta_blocker=self.beta_blocker,
        )
