"""Where a field that another page leads to was answered: the signed assessment and the words to look for in it."""

from collections.abc import Iterable, Iterator
from datetime import date

from footrehab_desktop.clinic.gate_items import GATE_TESTS
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.records.values import Assessment
from footrehab_desktop.ui.presenters.assess import AssessmentForm
from footrehab_desktop.ui.presenters.assess_sheet import Place


def field_codes(forms: Forms, code: str) -> tuple[str, ...]:
    """Return the fields that tell the core about a finding, a test or an item of a gate."""
    wanted = GATE_TESTS.get(code, code)
    return tuple(spec.code for spec in forms.fields if wanted in (spec.test, spec.finding, spec.code))


def answered_in(signed: Iterable[Assessment], forms: Forms, code: str, on: date) -> tuple[Assessment, str] | None:
    """Return the newest assessment of a day that answers a field or holds a measure, and what it is called there."""
    of_day = [assessment for assessment in signed if assessment.assessed_on == on and assessment.voided_at is None]
    for assessment in sorted(of_day, key=lambda each: each.signed_at, reverse=True):
        for words in _answers(assessment, forms, code):
            return assessment, words
    return None


def asked_place(form: AssessmentForm, forms: Forms, code: str) -> Place | None:
    """Return where a form asks for a field, None when it does not."""
    asked = {field.code for section in form.sections for field in section.fields}
    return next((Place(each) for each in field_codes(forms, code) if each in asked), None)


def _answers(assessment: Assessment, forms: Forms, code: str) -> Iterator[str]:
    codes = field_codes(forms, code)
    yield from (forms.field(each.code).label for each in assessment.observations if each.code in codes)
    if code in MEASURES:
        yield from (each.instrument for each in assessment.outcomes if each.instrument == code)
