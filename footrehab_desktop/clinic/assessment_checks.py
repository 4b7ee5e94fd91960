"""Refusals at signing that look at several answers together: an orthosis, the fatigue gait check, the coach."""

from collections.abc import Iterable, Mapping

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import FieldSpec
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.values import Assessment, Observation

GAIT_SECTION, CHECK_IN_SECTION = "gait", "check_in"
PRESCRIBED, PAIRED = "orthosis_prescribed", "orthosis_strengthening"
FRESH, TIRED = "fatigue_gait.fresh_items.", "fatigue_gait.items."
CONSENT = "coach_consent"
COACH_HEADING = "With the coach"
YES, NOT_ASSESSED = "yes", "not_assessed"


def check_together(forms: Forms, observations: Iterable[Observation], earlier: Iterable[Assessment]) -> None:
    """Raise ``FieldError`` at the field that is lacking beside the others.

    ``earlier`` are the signed assessments that stand.
    """
    given = {o.code: o for o in observations if o.text != NOT_ASSESSED}
    before = {o.code for a in earlier for o in a.observations if o.text != NOT_ASSESSED}
    _check_orthosis(forms, given, before)
    _check_fatigue_gait(forms, given, before)
    _check_coach(forms, given)


def _check_orthosis(forms: Forms, given: Mapping[str, Observation], before: set[str]) -> None:
    """Rule FW-03: an orthosis rests on a gait assessment and goes with strengthening."""
    if PRESCRIBED not in given or given[PRESCRIBED].text != YES:
        return
    gait = forms.section(GAIT_SECTION)
    if not {spec.code for spec in gait.fields} & (given.keys() | before):
        raise FieldError(
            PRESCRIBED, f"An orthosis rests on a gait assessment. Enter what you saw in the section {gait.title} first."
        )
    if PAIRED not in given or given[PAIRED].text != YES:
        raise FieldError(
            PAIRED, "An orthosis goes with strengthening. Plan the exercises and answer this with yes, then sign."
        )


def _check_fatigue_gait(forms: Forms, given: Mapping[str, Observation], before: set[str]) -> None:
    """The items of a column are scored together, and tired ones need something to be compared with."""
    fields = forms.section(GAIT_SECTION).fields
    fresh = [spec for spec in fields if spec.part_of.startswith(FRESH)]
    tired = [spec for spec in fields if spec.part_of.startswith(TIRED)]
    for column in (fresh, tired):
        _check_column(column, given)
    compared = any(spec.code in given for spec in fresh) or any(spec.code in before for spec in tired)
    if any(spec.code in given for spec in tired) and not compared:
        raise FieldError(
            fresh[0].code, "Score the eight items fresh as well. Without them nothing shows what running changed."
        )


def _check_column(column: list[FieldSpec], given: Mapping[str, Observation]) -> None:
    lacking = [spec for spec in column if spec.code not in given]
    if lacking and len(lacking) < len(column):
        raise FieldError(
            lacking[0].code,
            f"Score all {len(column)} items in the column {lacking[0].column}, or leave the column empty.",
        )


def _check_coach(forms: Forms, given: Mapping[str, Observation]) -> None:
    told = {s.code for s in forms.section(CHECK_IN_SECTION).fields if s.heading == COACH_HEADING and s.code != CONSENT}
    if told & given.keys() and (CONSENT not in given or given[CONSENT].text != YES):
        raise FieldError(CONSENT, "An exchange with the coach needs the patient's consent. Ask, and answer with yes.")
