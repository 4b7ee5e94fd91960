"""What a fired safety or condition rule says, as whole sentences with named places, one per row."""

from typing import Final

SAFETY_SENTENCES: Final[dict[str, str]] = {
    "SF-01": "An X-ray is needed today: by the Ottawa rules a fracture cannot be excluded ({findings}).",
    "SF-01:late": "There are signs of a fracture ({findings}) but the injury is more than {acute_days} days old, so "
    "the Ottawa rules no longer decide: have imaging judged within a week.",
    "SF-01:judgement": "The Ottawa rules do not hold for this patient ({findings}), so a fracture cannot be excluded "
    "by examination: refer today for imaging by judgement.",
    "SF-02": "Suspect an Achilles rupture and refer today ({findings}).",
    "SF-02:signs": "Suspect an Achilles rupture and refer today: at least {signs} signs are present ({findings}).",
    "SF-03": "Deep vein thrombosis is likely, Wells score {wells_score} (limit {likely}): stop all loading and refer "
    "today ({findings}).",
    "SF-03:unlikely": "A swollen or suspicious calf needs a D-dimer today although the Wells score is {wells_score} "
    "(likely from {likely}): refer ({findings}).",
    "SF-04": "Calf symptoms together with chest signs may be a pulmonary embolism: emergency department now "
    "({findings}).",
    "SF-04:exertion": "Chest pain or a faint on exertion is an emergency: emergency department now ({findings}).",
    "SF-04:alone": "New chest signs need a doctor today, also without calf symptoms ({findings}).",
    "SF-05": "Suspect a serious infection: emergency department now ({findings}).",
    "SF-06": "Blood supply, muscle compartment or nerve is threatened: emergency department now ({findings}).",
    "SF-06:pulses": "The foot may be starved of blood: emergency department now ({findings}).",
    "SF-06:tissue": "Tissue is dying or starved of blood: emergency department now ({findings}).",
    "SF-07": "A limb-threatening foot problem with diabetes or neuropathy: emergency department now ({findings}).",
    "SF-07:problem": "A foot problem with diabetes or neuropathy belongs to the foot service within one working day "
    "({findings}).",
    "SF-08": "A hot foot with neuropathy may be an acute Charcot foot: no weight on it, and refer within one working "
    "day ({findings}).",
    "SF-09": "Protective sensation is lost ({findings}): refer to the foot protection service; no barefoot or sock "
    "drills.",
    "SF-10": "Complex regional pain syndrome is likely: symptoms in {symptoms_found} of 4 groups (limit {symptoms}), "
    "signs in {signs_found} of 4 (limit {signs}). Refer within a week; graded sensory work may go on, no forced "
    "load.",
    "SF-11": "Suspect a bone stress injury at a high-risk site ({findings}): no running, protect the foot, refer "
    "urgently.",
    "SF-11:pain": "There was bone pain of {bone_pain}/10 on {bone_pain_on} during the return after a high-risk bone "
    "stress injury, where {pain}/10 is already too much: stop running, protect the foot, refer urgently.",
    "SF-12": "Suspect a bone stress injury ({findings}): no impact, refer for imaging within a week.",
    "SF-13": "Suspect a midfoot (Lisfranc) injury ({findings}): refer urgently for a weight-bearing X-ray.",
    "SF-14": "Suspect an injury of the syndesmosis ({findings}): refer within a week.",
    "SF-15": "The toe joint is dislocated or newly deformed ({findings}): refer urgently.",
    "SF-15:grade": "The toe drawer test is grade {drawer_grade} on {drawer_grade_on} (limit {refer_grade}): refer "
    "within a week.",
    "SF-16": "The arch has collapsed suddenly ({findings}): refer urgently.",
    "SF-16:rigid": "The hindfoot deformity is rigid ({findings}): refer to a foot surgeon, hold the present level.",
    "SF-16:failed": "No single-leg heel raise after 12 weeks of care ({findings}): refer to a foot surgeon, hold the "
    "present level.",
    "SF-17": "Suspect a rupture of the plantar fascia ({findings}): refer urgently.",
    "SF-17:injection": "Sharp pain in the sole after a steroid injection may be a rupture of the plantar fascia "
    "({findings}): refer urgently.",
    "SF-18": "Night pain on {nights} or more nights a week with a warning sign needs a tumour screen ({findings}): "
    "refer urgently.",
    "SF-19": "Morning stiffness above {stiff_min} min with systemic signs ({findings}) points to inflammatory "
    "disease: refer to rheumatology within a week.",
    "SF-20": "A red, hot, very tender big-toe joint may be gout or infection ({findings}): refer today.",
    "SF-21": "Tendon pain with a recent fluoroquinolone antibiotic ({findings}): stop tendon load and speak to the "
    "prescriber today.",
    "SF-22": "These may be signs of cauda equina compression ({findings}): emergency department now.",
    "SF-23": "A complication after surgery is possible ({findings}): back to the surgeon urgently.",
    "SF-23:wound": "The surgical wound is opening ({findings}): emergency department now.",
    "SF-23:calf": "Calf pain after surgery may be a thrombosis ({findings}): refer today.",
    "SF-24": "At {age} years a tender growth plate is not a case for the adult plan ({findings}): refer, no jumps.",
    "SF-25": "Thoughts of self-harm were mentioned ({findings}): bring in help today.",
    "SF-25:eating": "An eating disorder is suspected ({findings}): refer within a week.",
    "BS-02": "The high-risk bone stress injury has no recorded clearance with healing on imaging, which {next_phase} "
    "needs.",
    "BS-04": "Bone pain number {bone_pain_count} in {days} days, last on {last_on}: no impact, refer within a week.",
    "BS-04:signs": "The bone is tender or aches at night again ({findings}): no impact, refer within a week.",
    "BS-05": "There are signs of low energy availability ({energy}) and no assessment is on file: arrange a "
    "physician-led assessment within a week; cross-training without symptoms may go on.",
    "PP-01": "A plantar plate must be free of pain at rest; it was {rest_pain}/10 on {rest_pain_on}.",
    "PP-02": "The toe drawer test was grade {drawer_grade} on {drawer_grade_on}: no jumps until pain in the test is "
    "{pain}/10 or less and the toe is taped.",
    "PP-04": "Pain is {pain_now}/10 and a plantar plate goes on unstable ground only up to {pain}/10.",
    "PP-06": "After {weeks_on_plan} weeks of care (limit {weeks}) the plantar plate has not improved meaningfully: "
    "refer to a surgeon within a week.",
    "HP-03": "After {weeks_on_plan} weeks (limit {weeks}) the heel has not improved meaningfully: consider a custom "
    "orthosis or a sports physician, hold the present level.",
    "AS-01": "Before sport these parts of the ankle's return-to-sport review are still open: {domains}.",
    "AS-02": "Within {days} days there were new sprains: {resprains}, and giving way: {giving_way_times}, last on "
    "{last_on}: pause and reassess.",
    "PO-01": "The surgeon's restriction is not recorded, and after surgery nothing goes beyond it: hold.",
    "PO-01:limit": "The surgeon allows up to {restriction}; {next_phase} would go beyond it: hold.",
    "FW-02": "A minimalist shoe waits for building weeks, {weeks} weeks of foot programme ({foot_weeks} recorded) "
    "and a start with at most {part_pct} % of the running.",
    "FW-03": "An orthosis needs {lacking} on file first.",
    "SU": "Surface step {asked_surface} was asked for; the last settled one is {known_surface}, and it changes by "
    "one step in {days} days.",
}

SAFETY_CHANGES: Final[dict[str, str]] = {
    "BS-02": "Record the day on which running was cleared on the strength of healing seen on imaging.",
    "PP-02": "Repeat the toe drawer test: pain of {pain}/10 or less, with the toe taped, opens the way.",
    "PP-04": "Wait with unstable ground until pain is {pain}/10 or less.",
    "AS-01": "Review and record the open parts: {domains}.",
    "PO-01": "Record the highest phase that the surgeon allows and until when.",
    "PO-01:limit": "Ask the surgeon to widen the restriction, or wait until it ends.",
    "FW-02": "Leave the minimalist shoe out for now.",
    "FW-03": "Record {lacking}, or leave the orthosis out for now.",
    "SU": "Ask for surface step {known_surface} or one above it.",
}

TASK_SENTENCES: Final[dict[str, str]] = {
    "IM-01": "Imaging of first choice: X-ray.",
    "IM-02": "Imaging of first choice: X-ray, then MRI; an X-ray may be normal for two weeks and more.",
    "IM-03": "Imaging of first choice: ultrasound of the Achilles tendon.",
    "IM-04": "Consider an ultrasound of the heel; a fascia above {fascia_mm} mm supports the diagnosis.",
    "IM-05": "Imaging of first choice: weight-bearing X-ray with ultrasound or MRI of the toe (drawer grade "
    "{drawer_grade} on {drawer_grade_on}).",
    "IM-06": "Imaging of first choice: weight-bearing X-ray, with ultrasound or MRI if needed.",
    "IM-07": "Consider an MRI of the ankle: talar dome and peroneal tendons ({findings}).",
    "SF-12:site": "Record the site of the bone tenderness: a high-risk site is more urgent.",
    "PP-03": "Prescribe toe tape or splint towards the sole, a metatarsal pad behind the head, and a stiff or rocker "
    "sole.",
    "HP-01": "Core care: stretch of the plantar fascia, low-dye tape and education, besides loading.",
    "HP-02": "After {weeks_on_plan} weeks of core care (limit {weeks}) without meaningful change, consider "
    "shock-wave treatment; loading goes on.",
    "HP-04": "First-step pain changed by {first_step_change} mm by {first_step_change_on}; from {first_step_mm} mm "
    "this is meaningful.",
    "AT-01": "Achilles loading stage by heel raises: {stage}.",
    "AT-02": "The last run asks for {recovery_days} days of recovery: next run or jumps from {ready_on}.",
    "AT-03": "Insertional Achilles: no ankle bend past neutral until jumps begin; a heel lift is allowed.",
    "AS-01:brace": "Weight-bearing as tolerated with a brace.",
    "TP-01": "Arch support from day one; no barefoot impact.",
    "FF-01": "A flexible flat foot without symptoms needs no treatment of its shape.",
    "PO-02": "The wound is not closed ({findings}): no water work, no massage over the scar.",
    "FW-01": "Advise new shoes for {shoes}: worn, or run more than {km} km. A new shoe is the one change of its week.",
    "FW-04": "New device: a 30 min walk, then a light session, then a run; review within {review_days} days.",
    "LD-18:ready": "Two sessions left repetitions to spare: add {least_pct} to {most_pct} % load or the next rung.",
    "PS-01:moderate": "TSK-11 was {tsk_score} on {tsk_score_on}, moderate fear of movement: add graded exposure.",
    "PS-04": "Record a goal with the patient.",
    "PS-05": "Talk the flare through and set the milestone anew ({findings}).",
    "RC-03:dietitian": "Arrange a dietitian: no fasting during rehabilitation.",
}
