"""A protocol as blocks to read: the overview, one phase, or the figures behind it."""

from PySide6.QtCore import QObject

from footrehab_desktop.ui.pages.reading_pane import Block
from footrehab_desktop.ui.presenters.library import SourceLine
from footrehab_desktop.ui.presenters.protocols import (
    FigureLine,
    GateLine,
    LoadingView,
    PhaseView,
    ProtocolView,
    need_in_words,
)
from footrehab_desktop.ui.presenters.run_tables import stage_rows, table_source


class ProtocolText(QObject):
    """Words a protocol. Figures come from the core; what they mean stands beside them."""

    def overview(self, view: ProtocolView) -> list[Block]:
        """Return what the condition is treated by, its limits, phases and what makes one refer."""
        return [
            Block("title", (view.title,)),
            Block("text", (view.summary,)),
            *self._own_blocks(view),
            Block("heading", (self.tr("Pain limits"),)),
            Block("bullets", self._limits(view)),
            Block("warning", (self.tr("Refer"),)),
            Block("bullets", tuple(self._ruled(text, rule) for rule, text in view.referrals)),
            Block("heading", (self.tr("Phases"),)),
            Block("soft", (self.tr("The usual times are for orientation, never a gate: the tests decide."),)),
            Block(
                "bullets",
                tuple(
                    self.tr("{phase} {name} ({duration}): {aim}").format(
                        phase=phase.code, name=phase.name, aim=phase.aim, duration=phase.duration
                    )
                    for phase in view.phases
                ),
            ),
            *self._source_blocks(view.sources),
        ]

    def phase(self, view: ProtocolView, phase: PhaseView) -> list[Block]:
        """Return one phase: aim, template, education, what to avoid, gate and tables."""
        duration = self.tr("Usual time: {duration}. Never a gate: the tests decide.").format(duration=phase.duration)
        return [
            Block("title", (self.tr("{phase} {name}").format(phase=phase.code, name=phase.name),)),
            Block("text", (phase.aim,)),
            Block("soft", (self.tr("{condition}. {duration}").format(condition=view.title, duration=duration),)),
            Block("heading", (self._template_heading(view, phase),)),
            Block("bullets", tuple(f"{name}: {dose}" for _id, name, dose in phase.exercises)),
            *self._gate_blocks(phase),
            Block("heading", (self.tr("What the patient should understand"),)),
            Block("bullets", phase.education),
            Block("warning", (self.tr("What to avoid"),)),
            Block("bullets", phase.avoid),
            Block("heading", (self.tr("Pain limits"),)),
            Block("bullets", self._limits(view)),
            *(block for table in phase.loading for block in self._loading_blocks(table)),
            *(self._run_blocks(phase.run_table) if phase.run_table else ()),
            *self._source_blocks(phase.sources),
        ]

    def figures(self, view: ProtocolView) -> list[Block]:
        """Return every figure of the rules and gates with its source and mark."""
        blocks = [
            Block("title", (self.tr("Figures and sources"),)),
            Block("text", (self.tr("{condition}. The core decides with these figures.").format(condition=view.title),)),
            *self._own_blocks(view),
            Block("heading", (self.tr("Pain limits"),)),
            Block("bullets", tuple(self._figure(line) for line in (view.ceiling, view.highest, view.at_rest))),
        ]
        for rule, figures in view.rules:
            blocks.append(Block("heading", (self.tr("Rule {rule}").format(rule=rule),)))
            blocks.append(Block("bullets", tuple(self._figure(figure) for figure in figures)))
        for phase in view.phases:
            lines = dict.fromkeys(self._figure(figure) for line in phase.gate for figure in line.figures)
            blocks.append(Block("heading", (self.tr("Gate out of {phase}").format(phase=phase.code),)))
            blocks.append(Block("bullets", tuple(lines)))
        return blocks + self._source_blocks(view.sources)

    def _own_blocks(self, view: ProtocolView) -> list[Block]:
        """Say what is the clinic's own, and which decisions are made by it."""
        if view.not_taken:
            return [
                Block("warning", (self.tr("This clinic's protocol is not taken"),)),
                Block("text", (view.not_taken,)),
            ]
        if not view.own_label:
            return []
        used = self.tr(
            "Reviews of {condition} decide by these figures from the day they were saved and carry the label {label}. "
            "Earlier decisions keep the figures they were made by."
        ).format(condition=view.title, label=view.own_label)
        templates = self.tr("Template of {phases}").format(phases=", ".join(view.own_phases)) if view.own_phases else ""
        changed = (*(self._figure(figure) for figure in view.own_figures), *((templates,) if templates else ()))
        return [
            Block("heading", (self.tr("Adjusted by this clinic"),)),
            Block("text", (used,)),
            Block("bullets", changed),
        ]

    def _template_heading(self, view: ProtocolView, phase: PhaseView) -> str:
        if phase.code in view.own_phases:
            return self.tr("This clinic's template: exercises and the dose to start with")
        return self.tr("Template: exercises and the dose to start with")

    def _limits(self, view: ProtocolView) -> tuple[str, ...]:
        return (
            self.tr("During a session: at most {value}").format(value=need_in_words(view.ceiling.value)),
            self.tr("A clinician may set up to: {value}").format(value=need_in_words(view.highest.value)),
            self.tr("At rest: at most {value}").format(value=need_in_words(view.at_rest.value)),
        )

    def _gate_blocks(self, phase: PhaseView) -> list[Block]:
        if not phase.gate:
            return []
        heading = self.tr("Gate {gate}: all of this is needed to leave the phase").format(gate=phase.gate[0].gate)
        return [Block("heading", (heading,)), Block("bullets", tuple(self._gate_words(line) for line in phase.gate))]

    def _gate_words(self, line: GateLine) -> str:
        words = self.tr("{item}: {need}").format(item=line.label, need=line.need)
        marks = ", ".join(dict.fromkeys(figure.short_mark for figure in line.figures))
        return self.tr("{words} ({marks})").format(words=words, marks=marks) if marks else words

    def _loading_blocks(self, table: LoadingView) -> list[Block]:
        return [
            Block("heading", (self.tr("Loading table: {label}").format(label=table.label),)),
            Block("text", (table.rhythm,)),
            Block("bullets", table.stages),
            Block("soft", (self._sourced(table.source, table.note),)),
        ]

    def _run_blocks(self, code: str) -> list[Block]:
        source, mark, note = table_source(code)
        stages = tuple(
            self.tr("Stage {number}: {bouts}, {run} of {total} min running. {note}")
            .format(number=row.number, bouts=row.bouts, run=row.run, total=row.total, note=row.note)
            .strip()
            for row in stage_rows(code)
        )
        return [
            Block("heading", (self.tr("Walk–run table {code}").format(code=code),)),
            Block("bullets", stages),
            Block("soft", (self._sourced(self._ruled(source, mark), note),)),
        ]

    def _sourced(self, source: str, note: str) -> str:
        return self.tr("Source: {source}. {note}").format(source=source, note=note).strip()

    def _ruled(self, text: str, rule: str) -> str:
        return self.tr("{text} ({rule})").format(text=text, rule=rule)

    def _figure(self, figure: FigureLine) -> str:
        words = self.tr("{key}: {value}. Source: {source} ({mark})")
        if figure.shipped:
            words = self.tr("{key}: {value}, this clinic's own; shipped {shipped}, source: {source} ({mark})")
        return words.format(
            key=figure.key, value=figure.value, shipped=figure.shipped, source=figure.source, mark=figure.mark
        )

    def _source_blocks(self, sources: tuple[SourceLine, ...]) -> list[Block]:
        lines = tuple(
            self.tr("{cited}: {title} ({mark})").format(cited=line.cited, title=line.title, mark=line.mark)
            if line.title
            else line.cited
            for line in sources
        )
        return [Block("heading", (self.tr("Sources"),)), Block("bullets", lines)]
