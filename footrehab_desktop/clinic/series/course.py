"""All charts of an episode, in the order of the list and in groups. Also those with nothing to draw say why."""

from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.progress import progress_of
from footrehab_desktop.clinic.series.effort import drift_chart, effort_chart
from footrehab_desktop.clinic.series.exercise_response import response_chart
from footrehab_desktop.clinic.series.ground import ground_chart, mileage_chart
from footrehab_desktop.clinic.series.load import adherence_chart, level_chart, running_chart, stage_chart
from footrehab_desktop.clinic.series.outcomes import outcome_charts
from footrehab_desktop.clinic.series.recovery import confidence_chart, resting_chart, sleep_chart
from footrehab_desktop.clinic.series.sided_tests import sided_test_charts
from footrehab_desktop.clinic.series.symptoms import pain_chart, stiffness_chart
from footrehab_desktop.clinic.series.whole_tests import whole_test_charts
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library


def course_charts(file: EpisodeFile, forms: Forms, library: Library, today: date) -> tuple[ChartContent, ...]:
    """Return every chart up to ``today``; ``library`` names the exercises. Entries of later days are left out."""
    progress = progress_of(file, today)
    return (
        pain_chart(progress, today),
        stiffness_chart(file, today),
        response_chart(file, library, today),
        running_chart(progress, today),
        level_chart(progress, today),
        stage_chart(progress, today),
        adherence_chart(file, progress, today),
        effort_chart(file, today),
        drift_chart(file, today),
        *sided_test_charts(file, forms, today),
        *whole_test_charts(file, forms, today),
        *outcome_charts(file, forms, today),
        sleep_chart(file, today),
        confidence_chart(file, today),
        resting_chart(file, today),
        mileage_chart(file, today),
        ground_chart(file, today),
    )
