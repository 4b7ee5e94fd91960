"""Builds the traffic-light card: what to do the morning after, from the very rulebook the patient is treated by."""

from datetime import date
from typing import Final

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.naming import condition_name
from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, person_line, render_with
from footrehab_desktop.handouts.content_patient import LightZone, TrafficLightCard
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import Rulebook, pain_ceiling
from footrehab_desktop.progression.ceilings import rest_pain_allowed
from footrehab_desktop.progression.review import BSI
from footrehab_desktop.records.unit_of_work import UnitOfWork

KIND: Final = "traffic_light"
HIGH_RISK_BONE: Final = "bsi_high"
HOURS_OF_A_DAY: Final = 24


def prepare_traffic_light(unit: UnitOfWork, episode_id: str, today: date, options: PrintOptions) -> PreparedHandout:
    """Render the card; layout "card" is a card to cut out and fold to the size of a wallet."""
    file = load_episode(unit, episode_id)
    plan = unit.plans.current(episode_id)
    words = _Card(file, options.language, clinic_line(unit).phone)
    content = TrafficLightCard(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition, options.language),
        side=file.episode.details.side,
        printed_on=today,
        zones=words.zones(),
        help_line=words.say("help"),
        version=patient_text(
            "light.version", options.language, plan=plan.version if plan else 0, rules=file.book.label
        ),
    )
    return render_with(KIND, content, options)


class _Card:
    """The sentences of one patient's card, their figures filled in from the rulebook."""

    def __init__(self, file: EpisodeFile, language: str, phone: str) -> None:
        details = file.episode.details
        self.book: Rulebook = file.book
        self.language, self.phone = language, phone
        self.condition = details.condition
        self.bone = details.condition in BSI
        self.ceiling = pain_ceiling(details.condition, details.pain_ceiling, file.book)
        self.rest = rest_pain_allowed(details.condition, file.book)

    def say(self, text_id: str, **figures: float) -> str:
        """Return a sentence of the card with figures written without needless decimals."""
        return patient_text(
            f"light.{text_id}", self.language, **{name: f"{value:g}" for name, value in figures.items()}
        )

    def zones(self) -> tuple[LightZone, ...]:
        """Return the four lights as they are read: what is worst stands first."""
        return (
            LightZone("stop", self.say("stop.word"), self._stop(), self._stop_act()),
            LightZone("back", self.say("back.word"), self._back(), self._back_act()),
            LightZone("repeat", self.say("repeat.word"), self._repeat(), (self.say("repeat.act"),)),
            LightZone("go", self.say("go.word"), self._go(), self._go_act()),
        )

    def _go(self) -> tuple[str, ...]:
        settled = self.say("go.settled", hours=self.book["PM-09.settled_h"])
        if self.bone:
            return self.say("go.no_bone_pain"), self.say("go.else")
        during = self.say("go.during", ceiling=self.ceiling) if self.ceiling else self.say("go.no_pain")
        return during, settled, self.say("go.else")

    def _go_act(self) -> tuple[str, ...]:
        return self.say("go.act"), self.say("go.next", clean=self.book["LD-14.clean"])

    def _repeat(self) -> tuple[str, ...]:
        book = self.book
        hours, over = book["PM-09.settled_h"], self.ceiling + book["PM-05.over"]
        signs = [self.say("repeat.during", over=over, hours=hours)] if self.ceiling else []
        if not self.bone:
            signs.append(self.say("repeat.morning", points=book["PM-04.noise"]))
        signs.append(self.say("repeat.stiff", least=book["PM-13.stiff_min"], most=book["PM-14.stiff_min"]))
        signs.append(self.say("repeat.swelling", hours=book["PM-15.swelling_h"]))
        return tuple(signs)

    def _back(self) -> tuple[str, ...]:
        book, signs = self.book, []
        if self.ceiling:
            over, sessions = self.ceiling + book["PM-06.over"], book["PM-06.sessions"]
            signs.append(self.say("back.during", over=over, ceiling=self.ceiling, sessions=sessions))
        elif self.condition in BSI:
            signs += [self.say("back.bone", pain=book["BS-03.pain"])] if self.condition != HIGH_RISK_BONE else []
        else:
            signs.append(self.say("back.any"))
        signs.append(self.say("back.sharp") if self.condition != HIGH_RISK_BONE else self.say("back.limp"))
        if not self.bone:
            signs.append(self.say("back.morning", points=book["PM-09.rise"], hours=book["PM-09.settled_h"]))
            signs.append(self.say("back.rest", rest=self.rest) if self.rest else self.say("back.any_rest"))
        return (*signs, self.say("back.stiff", minutes=book["PM-14.stiff_min"]))

    def _back_act(self) -> tuple[str, ...]:
        if self.bone:
            rest = self.say("back.bone_rest", hours=self.book["BS-03.rest_days"] * HOURS_OF_A_DAY)
        else:
            rest = self.say("back.rest_first", pain=self.book["FL-02.pain"], hours=self.book["PM-09.settled_h"])
        return rest, self.say("back.act")

    def _stop(self) -> tuple[str, ...]:
        book = self.book
        if self.condition == HIGH_RISK_BONE:
            signs = [self.say("stop.bone")]
        else:
            severe, late = book["PM-07.severe"], book["PM-12b.settled_h"]
            signs = [self.say("stop.severe", pain=severe), self.say("stop.late", hours=late)]
        signs.append(self.say("stop.swelling", hours=book["PM-15.swelling_h"]))
        signs.append(self.say("stop.night", nights=book["PM-19.nights"]))
        days = book["BS-04.days"] if self.bone else book["FL-02.days"]
        return (*signs, self.say("stop.again", days=days))

    def _stop_act(self) -> tuple[str, ...]:
        if not self.phone:
            return self.say("stop.act"), self.say("stop.call")
        return self.say("stop.act"), patient_text("light.stop.phone", self.language, phone=self.phone)
