"""All charts of an episode, in the order of the list and in groups. Also those with nothing to draw say why."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.progress import Progress, progress_of, run_weeks
from footrehab_desktop.clinic.series import effort, exercise_response, ground, load, recovery, symptoms
from footrehab_desktop.clinic.series.outcomes import outcome_charts
from footrehab_desktop.clinic.series.sided_tests import sided_test_sources
from footrehab_desktop.clinic.series.source import ChartSource
from footrehab_desktop.clinic.series.whole_tests import whole_test_sources
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

Sources = tuple[ChartSource, ...]
Entries = Sequence[DiaryDay | DiarySession | DiaryExercise]


def course_sources(file: EpisodeFile, forms: Forms, library: Library, today: date) -> Sources:
    """Return every chart up to ``today``, none of them drawn yet; ``library`` names the exercises."""
    progress = progress_of(file, today)
    return (
        *_symptoms(file, progress, library, today),
        *_load(file, progress, today),
        *sided_test_sources(file, forms, today),
        *whole_test_sources(file, forms, today),
        *_made(outcome_charts(file, forms, today)),
        *_recovery(file, today),
        *_ground(file, today),
    )


def course_charts(file: EpisodeFile, forms: Forms, library: Library, today: date) -> tuple[ChartContent, ...]:
    """Return every chart up to ``today``, drawn. Entries of later days are left out."""
    return tuple(source.content for source in course_sources(file, forms, library, today))


def _symptoms(file: EpisodeFile, progress: Progress, library: Library, today: date) -> Sources:
    return (
        ChartSource(symptoms.PAIN, lambda: symptoms.pain_chart(progress, today), is_empty=not progress.pain),
        ChartSource(
            symptoms.STIFFNESS,
            lambda: symptoms.stiffness_chart(file, today),
            is_empty=not _noted(file.days, today, "stiffness_min"),
        ),
        ChartSource(
            exercise_response.RESPONSE,
            lambda: exercise_response.response_chart(file, library, today),
            is_empty=not _noted(file.exercises, today, "response"),
        ),
    )


def _load(file: EpisodeFile, progress: Progress, today: date) -> Sources:
    answered = _noted(file.days, today, "exercises") or _noted(file.exercises, today, "done")
    return (
        ChartSource(
            load.RUNNING,
            lambda: load.running_chart(progress, run_weeks(file, today), today),
            is_empty=not any(session.run_min and session.on <= today for session in file.sessions),
        ),
        ChartSource(load.LEVEL, lambda: load.level_chart(progress, today), is_empty=not progress.levels),
        ChartSource(
            load.STAGE,
            lambda: load.stage_chart(progress, today),
            is_empty=not any(step.table for step in progress.levels),
        ),
        ChartSource(load.ADHERENCE, lambda: load.adherence_chart(file, progress, today), is_empty=not answered),
        ChartSource(
            effort.EFFORT, lambda: effort.effort_chart(file, today), is_empty=not _noted(file.sessions, today, "rpe")
        ),
        ChartSource(
            effort.DRIFT, lambda: effort.drift_chart(file, today), is_empty=not effort.usual_is_known(file, today)
        ),
    )


def _recovery(file: EpisodeFile, today: date) -> Sources:
    return (
        ChartSource(
            recovery.SLEEP,
            lambda: recovery.sleep_chart(file, today),
            is_empty=not _noted(file.days, today, "mood", "sleep_h"),
        ),
        ChartSource(
            recovery.CONFIDENCE,
            lambda: recovery.confidence_chart(file, today),
            is_empty=not _noted(file.days, today, "confidence"),
        ),
        ChartSource(
            recovery.RESTING,
            lambda: recovery.resting_chart(file, today),
            is_empty=not _noted(file.days, today, "resting_hr"),
        ),
    )


def _ground(file: EpisodeFile, today: date) -> Sources:
    worn = _noted(file.sessions, today, "surface") or any(s.shoe and s.on <= today for s in file.sessions)
    return (
        ChartSource(
            ground.MILEAGE,
            lambda: ground.mileage_chart(file, today),
            is_empty=not ground.shoe_distances(file, today),
        ),
        ChartSource(ground.GROUND_RUN, lambda: ground.ground_chart(file, today), is_empty=not worn),
    )


def _made(charts: Sequence[ChartContent]) -> Sources:
    """Return charts of few values, which cost nothing to make."""
    return tuple(ChartSource(chart, partial(_itself, chart), is_empty=chart.is_empty) for chart in charts)


def _itself(chart: ChartContent) -> ChartContent:
    return chart


def _noted(entries: Entries, today: date, *fields: str) -> bool:
    """Tell whether one of the fields was recorded up to a day; usually the first entries tell."""
    return any(getattr(entry, name) is not None and entry.on <= today for name in fields for entry in entries)
