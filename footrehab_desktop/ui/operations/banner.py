"""Reads what the patient banner shows."""

from dataclasses import replace
from datetime import date

from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.looking import note_look
from footrehab_desktop.clinic.naming import SEX_WORDS, SIDE_WORDS, condition_name, full_name, phase_name
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Episode, Patient
from footrehab_desktop.ui.patient_banner import Alert, BannerContent
from footrehab_desktop.ui.tokens import DECISION_LOOK

_ALARMS = frozenset({"REFER", "PAUSE"})


def load_banner(session: ClinicSession, patient_id: str, episode_id: str | None, today: date) -> BannerContent:
    """Return the banner of a patient and note the look. Without an episode: the newest open one, else the newest."""
    with session.unit_of_work() as unit:
        patient = unit.patients.get(patient_id)
        episodes = unit.episodes.for_patient(patient_id)
        shown = _choose(episodes, episode_id)
        standing, alerts = _standing(unit, shown.id) if shown else ("", ())
    note_look(session, patient_id)
    content = _content(patient, episodes, shown, today)
    return replace(content, standing=standing, alerts=(*_restriction(patient), *alerts))


def _restriction(patient: Patient) -> tuple[Alert, ...]:
    return () if patient.restricted_at is None else (Alert("✕ Use of the data restricted", "refer"),)


def _choose(episodes: tuple[Episode, ...], wanted: str | None) -> Episode | None:
    """Prefer the wanted one, then open ones, then the newest."""
    ranked = sorted(episodes, key=lambda e: (e.id == wanted, e.closed_on is None, e.opened_at), reverse=True)
    return ranked[0] if ranked else None


def _standing(unit: UnitOfWork, episode_id: str) -> tuple[str, tuple[Alert, ...]]:
    now = unit.decisions.current_state(episode_id)
    standing = "" if now is None else f"{phase_name(str(now.state['phase']))} · Level {now.state['level']}"
    latest = unit.decisions.newest(episode_id)
    if latest is None:
        return standing, ()
    review_on = view_decision(latest).next_review_on
    if review_on is not None and latest.response != "open":
        standing += f" · Next review {format_date(review_on)}"
    if latest.final not in _ALARMS:
        return standing, ()
    urgency = latest.decision.get("urgency")
    look = DECISION_LOOK[latest.final]
    words = f"{look.sign} {look.word}: {urgency}" if urgency else f"{look.sign} {look.word}"
    return standing, (Alert(words, look.colour),)


def _content(
    patient: Patient,
    episodes: tuple[Episode, ...],
    shown: Episode | None,
    today: date,
) -> BannerContent:
    details = patient.details
    newest_first = sorted(episodes, key=lambda episode: episode.opened_at, reverse=True)
    return BannerContent(
        patient_id=patient.id,
        episode_id=shown.id if shown else None,
        name=full_name(details),
        born=f"Born {format_date(details.birth_date)} ({age_on(details.birth_date, today)} y)",
        sex=SEX_WORDS[details.sex],
        record_number=f"Record no. {patient.record_number}",
        condition=condition_name(shown.details.condition) if shown else "",
        side=SIDE_WORDS[shown.details.side] if shown else "",
        episodes=tuple((episode.id, _episode_words(episode)) for episode in newest_first),
    )


def _episode_words(episode: Episode) -> str:
    details = episode.details
    state = f"closed {format_date(episode.closed_on)}" if episode.closed_on else "open"
    return f"{condition_name(details.condition)}, {SIDE_WORDS[details.side]} ({state})"
