"""Run as a program: forks writers that are killed in the middle of their work.

Standard input: one line per writer with a folder. Standard output: the writer's process id, then the id of each patient
after its commit has returned, then "end" when the writer is gone.
"""

import os
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.values import DiarySession, EpisodeDetails, PatientDetails

SESSIONS = 20
SOMEBODY = PatientDetails("Nowak", "Jan", date(1984, 3, 4), "male", notes="x" * 3000)
HEEL = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2))
RUN = DiarySession(date(2026, 3, 2), 1, "run", impact=True)


def say(line: str) -> None:
    """Write one line at once."""
    os.write(1, (line + "\n").encode())


def write_until_killed(folder: Path, clinician_id: str, data_key: bytes) -> None:
    """Add patients with an episode and a diary, one unit of work each."""
    record = open_record(folder, clinician_id, data_key)
    sessions = [replace(RUN, on=RUN.on + timedelta(days=n)) for n in range(SESSIONS)]
    while True:
        with record.unit_of_work() as unit:
            patient = unit.patients.add(SOMEBODY)
            episode = unit.episodes.add(patient.id, HEEL)
            unit.diary.put_sessions(episode.id, sessions)
            unit.drafts.save("new", "patient", {"n": patient.record_number})
            unit.commit()
        say(patient.id)


def main() -> None:
    """Fork one writer for each line read."""
    clinician_id, data_key = sys.argv[1], bytes.fromhex(sys.argv[2])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_until_killed(Path(line.strip()), clinician_id, data_key)
        say(str(child))
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
