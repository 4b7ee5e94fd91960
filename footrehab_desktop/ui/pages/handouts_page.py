"""Patient → Handouts: what to print and how, the preview of the very PDF, and what was given before."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from footrehab_desktop.clinic.handout_catalogue import KINDS, Printing, WantedHandout
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import handouts as operations
from footrehab_desktop.ui.operations.handouts import PreparedJob
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.handouts_choose import ChoosePane
from footrehab_desktop.ui.pages.handouts_show import ShowPane
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from footrehab_desktop.ui.presenters.handouts import (
    EXERCISE_SHEET,
    REFERRAL_LETTER,
    HandoutSituation,
    file_name,
    given_rows,
    kind_lines,
    load_handouts,
    unprintable_words,
)

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.records.values import Handout

Job = tuple[WantedHandout, ...]


class HandoutsPage(Page):
    """Prepares what is chosen in the background; the preview shows what Print prints, and that is kept."""

    code: ClassVar[str] = "handouts"
    title: ClassVar[str] = "Handouts"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._situation: HandoutSituation | None = None
        self._wanted: Job | None = None
        self._under_way: Job | None = None
        self._prepared: PreparedJob | None = None
        self._given_shown: Handout | None = None
        self.choose = ChoosePane(context)
        self.show_pane = ShowPane(context.dialogs)
        self.preview = self.show_pane.preview
        page_layout(self).addWidget(two_panes(self.choose, self.show_pane, widths=(400, 780)), 1)
        self._connect()

    def _connect(self) -> None:
        choose, shown = self.choose, self.show_pane
        choose.kinds.picked.connect(self._prepare)
        choose.kinds.ticked.connect(self._prepare)
        choose.asks.settled.connect(self._prepare)
        choose.asks.layout_chosen.connect(self._keep_layout)
        choose.options.changed.connect(self._keep_options)
        choose.options.reset.connect(self._reset_options)
        choose.options.made_usual.connect(self._make_usual)
        choose.given.table.opened.connect(self._show_given)
        shown.back.clicked.connect(self._prepare)
        shown.again.clicked.connect(self._open_again)
        self.preview.printed.connect(self._give)
        self.preview.saved.connect(self._give)
        self.preview.cancelled.connect(self._not_printed)

    # What the frame asks for

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id is None:
            return
        fresh = self._situation is None or self._situation.episode_id != episode_id
        situation = self._load(episode_id)
        if fresh:
            self.choose.start_anew(situation)
            self._wanted = None
        asked_for, assessments = take_wanted_sheet(episode_id)
        if asked_for:
            self.choose.kinds.set_ticks(())
            self.choose.show_kind(asked_for)
            self.choose.asks.assessments.choose(asked_for, assessments)
        if self.choose.kinds.kind() == REFERRAL_LETTER:
            self._wanted = None  # what is typed and not signed yet may have changed
        self._prepare()

    def leave(self) -> None:
        self.choose.asks.keep()

    def refresh(self, changes: "Changes") -> None:
        if self._situation is None:
            return
        episode_id = self._situation.episode_id
        if changes.concern_episode(episode_id) or changes.library or changes.clinic:
            self._load(episode_id)
            self._wanted = None
            if episode_id in changes.plans:
                self.choose.kinds.choose(EXERCISE_SHEET)  # the sheet of the plan that was just saved
            if episode_id in changes.decisions and self._situation is not None:
                self.choose.tick_offers(self._situation)
            if self.isVisible():
                self._prepare()

    def focus_first(self) -> None:
        self.choose.focus_first()

    def focus_search(self) -> None:
        if self.choose.given.isVisible():
            self.choose.given.finder.setFocus()
        else:
            self.preview.focus_search()

    def print_requested(self) -> None:
        self.choose.asks.keep()
        self.preview.print_now()

    # Preparing

    def _load(self, episode_id: str) -> HandoutSituation:
        session = self.context.session
        with session.unit_of_work() as unit:
            at = Printing(unit, session.library, session.forms, self.context.today())
            situation = load_handouts(at, episode_id)
        self._situation = situation
        self.choose.offer(situation, kind_lines(situation), given_rows(situation))
        return situation

    def _prepare(self) -> None:
        """Render what is chosen now, unless it is on screen or under way already."""
        kind = self.choose.kinds.kind()
        if self._situation is None or not kind:
            return
        self.choose.asks.show_for(kind)
        kinds = self.choose.chosen()
        if not self.choose.asks.check(kinds):
            return
        options = self._situation.choices.options
        wanted = tuple(self.choose.asks.wanted(each, options) for each in kinds)
        if wanted == self._wanted:
            return
        if any("letter" in KINDS[each].asks for each in kinds):
            self.preview.clear()  # a letter without the last words must not be printed
        self._wanted, self._prepared, self._given_shown = wanted, None, None
        self.show_pane.tell_preparing()
        if self._under_way is None:
            self._start(wanted)

    def _start(self, wanted: Job) -> None:
        self._under_way = wanted
        work = partial(operations.prepare_job, self.context.session, wanted, today=self.context.today())
        run_in_background(self, work, self._show_prepared, self._failed)

    def _goes_on(self) -> bool:
        """Start what was chosen while the last rendering ran; tell whether there is such a thing."""
        done, self._under_way = self._under_way, None
        if self._wanted is not None and self._wanted != done:
            self._start(self._wanted)
            return True
        return self._wanted is None

    def _show_prepared(self, job: PreparedJob) -> None:
        wanted = self._under_way
        if self._goes_on() or self._situation is None or wanted is None:
            return
        self._prepared = job
        notes = [*job.refused, *(self._draft_words(handout.kind) for handout in job.handouts if handout.draft)]
        missing = "".join(sorted({sign for handout in job.handouts for sign in handout.unprintable}))
        if missing:
            no_font = self.tr("No font has {characters}; on paper each stands as �. Write it in another way.")
            notes.append(no_font.format(characters=unprintable_words(missing)))
        self.show_pane.tell("\n".join(notes), count=len(job.handouts))
        if not job.handouts:
            self.preview.clear()
            return
        kind = job.handouts[0].kind if len(job.handouts) == 1 else "handouts"
        first = job.handouts[0]
        self.preview.show_pdf(
            job.pdf,
            file_name(self._situation, kind, self.context.today()),
            first.paper,
            both_sides=wanted[0].options.both_sides,
            page=self._page_of(job),
        )

    def _draft_words(self, kind: str) -> str:
        """Say what a draft waits for."""
        if kind == REFERRAL_LETTER:
            return self.tr(
                "DRAFT: some answers in it are not signed yet. Sign the assessment for one without the mark."
            )
        if kind == EXERCISE_SHEET:
            return self.tr("DRAFT: the newest review waits for your answer. Answer it for a sheet without the mark.")
        return self.tr("DRAFT: note the patient's consent for a letter without the mark.")

    def _page_of(self, job: PreparedJob) -> int | None:
        """Return where the chosen one begins among several; a single one stays at the page it is on."""
        if len(job.handouts) == 1:
            return None
        kinds = [handout.kind for handout in job.handouts]
        kind = self.choose.kinds.kind()
        return sum(handout.pages for handout in job.handouts[: kinds.index(kind)]) if kind in kinds else 0

    def _failed(self, error: FootRehabError) -> None:
        if self._goes_on():
            return
        self._wanted = None
        self.preview.clear()
        self.show_pane.tell("")
        self.context.dialogs.show_error(error)

    # Options

    def _keep_options(self) -> None:
        self._use(self.choose.options.fields.options())

    def _keep_layout(self) -> None:
        if self._situation is not None:
            layout = self.choose.asks.layout_of(EXERCISE_SHEET)
            self._use(replace(self._situation.choices.options, layout=layout))

    def _reset_options(self) -> None:
        if self._situation is not None:
            usual = self._situation.choices.usual
            self.choose.asks.set_layout(EXERCISE_SHEET, usual.layout)
            self._use(usual)

    def _use(self, options: PrintOptions) -> None:
        """Print in this way from now on, and keep it for the patient."""
        situation = self._situation
        if situation is None:
            return
        self._situation = replace(situation, choices=replace(situation.choices, options=options, refused=""))
        self.choose.show_choices(self._situation.choices)
        session = self.context.session
        keep = partial(operations.keep_options, session, patient_id=situation.patient_id, options=options)
        run_in_background(self, keep, self._kept, self.context.dialogs.show_error)
        self._prepare()

    def _kept(self, _nothing: None) -> None:
        self.context.status.saved()

    def _make_usual(self) -> None:
        if self._situation is not None:
            work = partial(
                operations.keep_usual,
                self.context.session,
                patient_id=self._situation.patient_id,
                options=self._situation.choices.options,
            )
            run_in_background(self, work, self._made_usual, self.context.dialogs.show_error)

    def _made_usual(self, changes: "Changes") -> None:
        self.context.status.say(self.tr("Every patient's handouts are printed like this now, unless chosen otherwise."))
        self.context.announce(changes, initiator=self)
        if self._situation is not None:
            self._load(self._situation.episode_id)
            self._prepare()

    # What was given

    def _show_given(self, handout_id: str) -> None:
        """Show the stored bytes of a handout that was given."""
        situation = self._situation
        if situation is None:
            return
        with self.context.session.unit_of_work() as unit:
            handout = unit.handouts.get(handout_id)
        self._wanted = self._prepared = None
        self._given_shown = handout
        self.show_pane.tell_given(self.choose.given.row(handout_id), can_open=handout.kind in KINDS)
        name = file_name(situation, handout.kind, handout.printed_at.astimezone().date())
        sides = bool((handout.options or {}).get("both_sides"))
        self.preview.show_pdf(handout.pdf, name, handout.paper, both_sides=sides, page=0)

    def _open_again(self) -> None:
        """Prepare the kind anew, printed as the one on screen was."""
        handout, situation = self._given_shown, self._situation
        if handout is None or situation is None:
            return
        try:
            options = PrintOptions.from_json(handout.options or {}, situation.choices.options.brand)
        except FieldError as error:
            self.show_pane.tell(self.tr("How it was printed cannot be read: {why}").format(why=error))
            return
        self.choose.kinds.set_ticks(())
        self.choose.show_kind(handout.kind)
        self.choose.asks.set_layout(handout.kind, options.layout)
        if handout.kind != EXERCISE_SHEET:
            options = replace(options, layout=situation.choices.options.layout)
        self._use(options)
        self.choose.focus_first()

    # Giving

    def _not_printed(self) -> None:
        self.context.status.say(self.tr("Nothing was printed and nothing recorded as given."))

    def _give(self, _path: object = None) -> None:
        """Keep a copy of what was printed or saved; the same preview is kept once only."""
        job, situation = self._prepared, self._situation
        if job is None or situation is None:
            return
        self._prepared = None
        self.context.status.saving()
        work = partial(operations.give, self.context.session, episode_id=situation.episode_id, handouts=job.handouts)
        run_in_background(self, work, partial(self._given, job), partial(self._not_given, job))

    def _not_given(self, job: PreparedJob, error: FootRehabError) -> None:
        """The sheet is out, its copy is not kept: printing or saving it once more tries again."""
        self._prepared = self._prepared or job
        self.context.status.not_saved(str(error))
        self.context.dialogs.show_error(error)

    def _given(self, job: PreparedJob, changes: "Changes") -> None:
        self.context.status.saved()
        same = self._situation is not None and self._situation.episode_id in changes.handouts
        for handout in job.handouts:
            if same and handout.kind in self.choose.asks.letters:
                self.choose.asks.letters[handout.kind].forget()
        count = len(job.handouts)
        one = self.tr("A copy of the handout is kept in the record.")
        many = self.tr("A copy of each of the {count} handouts is kept in the record.")
        self.context.status.say(one if count == 1 else many.format(count=count))
        self.context.announce(changes, initiator=self)
        if self._situation is not None:
            self._load(self._situation.episode_id)
