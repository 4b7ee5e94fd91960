"""What a fired rule on symptoms, flares, course, load and gates says, and what would change a HOLD."""

from typing import Final

from footrehab_desktop.progression.sentences_safety import SAFETY_CHANGES, SAFETY_SENTENCES

SENTENCES: Final[dict[str, str]] = SAFETY_SENTENCES | {
    "PM-01": "The session on {session_on} is too recent to judge: wait {window_days} days to see how the foot answers.",
    "PM-02": "For the session on {session_on} neither the hours to settle nor the next day's pain is recorded.",
    "PM-02:pain": "For the session on {session_on} the pain during it is not recorded.",
    "PM-02:uneven": "For the session on {session_on} {lacking} is missing, though other sessions record it.",
    "PM-04": "Pain a day after {pain_24h_on} was {pain_24h}/10, {noise} above the usual {baseline}/10, and it is not "
    "recorded whether it settled.",
    "PM-05": "Pain reached {pain_during}/10 on {pain_during_on}, once above the ceiling of {ceiling}/10, and settled "
    "within a day.",
    "PM-06": "Pain reached {pain_during}/10 on {pain_during_on}, well above the ceiling of {ceiling}/10.",
    "PM-06:again": "Pain reached {pain_during}/10 on {pain_during_on}, the second time within {sessions} sessions "
    "above the ceiling of {ceiling}/10.",
    "PM-07": "Pain of {pain_during}/10 on {pain_during_on} is severe (limit {severe}/10): pause and reassess.",
    "PM-08": "There was sharp pain at the injury on {sharp_on}.",
    "PM-09": "Symptoms after {settle_h_on} took {settle_h} h to settle; {settled_h} h is the limit.",
    "PM-09:pain": "A day after {pain_24h_on} pain was still {pain_24h}/10, {rise} or more above the usual "
    "{baseline}/10.",
    "PM-10": "There was a new limp or visible compensation on {limp_on}.",
    "PM-11": "Two days after {pain_48h_on} pain was {pain_48h}/10, {rise} or more above the usual {baseline}/10: a "
    "late flare.",
    "PM-12": "Symptoms after {settle_h_on} took {settle_h} h to settle, more than {settled_h} h: no impact until "
    "they are back to usual.",
    "PM-12b": "Symptoms after {settle_h_on} took {settle_h} h to settle, more than {settled_h} h: pause and reassess.",
    "PM-13": "Morning stiffness after {stiffness_delta_min_on} was {stiffness_delta_min} min above usual; from "
    "{stiff_min} min it is an early warning.",
    "PM-14": "Morning stiffness after {stiffness_delta_min_on} was {stiffness_delta_min} min above usual; from "
    "{stiff_min} min it is a flare.",
    "PM-15": "Swelling after {swelling_on} was one grade above usual and gone after {swelling_h} h (limit "
    "{swelling_limit} h).",
    "PM-15:hours": "Swelling after {swelling_on} was one grade above usual, and how long it lasted is not recorded.",
    "PM-16": "Swelling after {swelling_on} was one grade above usual for {swelling_h} h (limit {swelling_limit} h).",
    "PM-17": "New swelling after {swelling_on} lasted {swelling_h} h (limit {swelling_limit} h): pause and reassess.",
    "PM-17:marked": "Swelling of grade {swelling} after {swelling_on} is {rise} or more grades above usual: pause "
    "and reassess.",
    "PM-18": "Pain at rest was {rest_pain}/10 on {rest_pain_on}; at most {rest_allowed}/10 is acceptable.",
    "PM-19": "Pain woke the patient on {night_waking_nights_7d} nights in the week to {night_waking_nights_7d_on} "
    "(limit {nights}): pause, look for bone stress and other causes.",
    "PM-20": "There was new tenderness at the injured tissue on {tenderness_on}, an early warning.",
    "PM-22": "Only {completed_pct} % of the session on {completed_pct_on} was done; {completed_limit} % is needed to "
    "count it.",
    "LD-15": "Effort was {rpe} on {rpe_on} for a planned {target_rpe}, {over_target} or more above it.",
    "LD-15:easy": "Effort was {rpe} on {rpe_on} in an easy run; from {easy_rpe} it is too hard.",
    "BS-03": "The bone hurt on {on}, and a bone stress injury must be free of pain: stop, and walk without pain for "
    "{rest_days} days before the next try.",
    "FL-02": "This is a flare, the only one in {days} days: back from level {level} to level {target}, and no impact "
    "until pain is at its usual level, at most {pain}/10, and settled for a day.",
    "FL-03": "This is flare number {flare_count} within {days} days: back from level {level} to level {target}, and "
    "no impact for {rest_days} days.",
    "FL-04": "This is flare number {flare_count} within {days} days: pause and look for the cause in load, shoe, "
    "gait, sleep and diagnosis.",
    "FL-05": "The flare was set off outside training ({trigger}): back from level {level} to level {target}; the "
    "level may be tried again after two clean sessions there.",
    "FL-06": "Level {locked_level} flared and stays closed until {locked_until}, {days} days after the step back.",
    "FL-07": "Reassessed on {reassessed_on} without red flags: start again at level {target} instead of {level}.",
    "FL-07:waiting": "Paused since {paused_on}: no impact and no new level until a reassessment is recorded.",
    "FL-07:referred": "Referred on {referred_on} because of the bone; no reassessment is recorded since.",
    "TR-01": "Mean pain rose from {first_mean} to {last_mean} over the last weeks, {rise} or more each week, without "
    "more load: pause and reassess.",
    "TR-02": "After {weeks_on_plan} weeks on the plan (limit {weeks}) neither pain (wanted {pain_change} points) nor "
    "function has improved meaningfully: look wider.",
    "TR-03": "After {weeks_on_plan} weeks on the plan (limit {weeks}) neither pain (wanted {pain_change} points) nor "
    "function has improved meaningfully: send on, hold the present level.",
    "TR-04": "Only {adherence_pct} % of the plan was done in two weeks; {adherence_limit} % is needed. Find the "
    "barrier first.",
    "TR-05": "The foot deficit has lasted through {cycles} training cycles: pause for a specialist's opinion.",
    "TR-06": "{measure} fell from {score_before} on {score_before_on} to {score_after} on {score_after_on}, by {mdc} "
    "or more: pause and reassess.",
    "GT-01": "The fatigue gait check is due every {days} days; the last one is {days_since_check} days old.",
    "GT-01:never": "No fatigue gait check is on file; while volume is built it is due every {days} days.",
    "GT-02": "Gait gets worse when tired ({gait}): back to the last protocol that held.",
    "GT-03": "A cadence step of {cadence_change_pct} % was asked for; begin with {first_pct} %, two weeks a step, up "
    "to {most_pct} %.",
    "GT-03:forefoot": "A forefoot strike loads the Achilles tendon more, so no cue towards it.",
    "GT-04": "{asked} must wait until building weeks with forefoot or plantar plate pain.",
    "PS-01": "TSK-11 was {tsk_score} on {tsk_score_on}, high fear of movement (limit {high}): no new impact yet.",
    "PS-03": "Mood averaged {mean_mood} of 5 over {days} days (limit {mood}) while less of the plan is done "
    "({adherence_pct} %): hold and get in touch.",
    "RC-01": "Resting heart rate was {resting_hr} on {resting_hr_on}, {bpm} or more above usual on {mornings} "
    "mornings.",
    "RC-01:effort": "Resting heart rate was {resting_hr} on {resting_hr_on}, {bpm} or more above usual, and sessions "
    "feel harder than planned: a lighter week.",
    "RC-02": "Sleep averaged {mean_sleep_h} h over {days} days (limit {hours} h).",
    "RC-02:pain": "Sleep averaged {mean_sleep_h} h (limit {hours} h) while pain rose from {pain_before}/10 to "
    "{pain_now}/10: a lighter week.",
    "RC-03": "Body weight falls by {loss_pct} % a week, measured {loss_pct_on} (limit {loss_limit} %).",
    "RC-03:fasting": "Fasting does not go with rehabilitation ({findings}).",
    "LD-01": "{asked_min} min were asked for; the week is capped at {limit_min} min, {growth_pct} % above the last "
    "full week.",
    "LD-01:blocked": "{asked_min} min were asked for after {reference_min} min: more than {blocked_pct} % growth is "
    "not planned.",
    "LD-01:unknown": "{asked_min} min were asked for, but the minutes of the last full week are not recorded.",
    "LD-01:week": "The last step up was on {progressed_on}: the load rises at most once in seven days.",
    "LD-02": "There were {steps} steps up in {days} days, the last on {progressed_on}; {stages} are the limit.",
    "LD-03": "A run of {asked_min} min was asked for; it is capped at {limit_min} min, {growth_pct} % above the "
    "longest of 30 days.",
    "LD-03:blocked": "A run of {asked_min} min was asked for after a longest of {longest_min} min: more than "
    "{blocked_pct} % longer is not planned.",
    "LD-04": "More than one thing would change in the same week ({changes}).",
    "LD-04:progress": "The next step is more running, and {changes} would change in the same week.",
    "LD-05": "{asked} must wait for {runs} clean continuous runs of {minutes} min over {days} days; there are "
    "{runs_done} over {days_done} days.",
    "LD-06": "The runs on {first_run_on} and {next_run_on} were closer than {days_apart} days.",
    "LD-06:week": "There were {run_count} runs from {first_run_on} to {next_run_on}; {runs} a week are the limit.",
    "LD-07": "Week {week_in_cycle} of the cycle is a lighter one: the same level with {load_pct} % of the load.",
    "LD-08": "There were {loaded_weeks} loaded weeks without a light one (limit {weeks}): a week with {load_pct} % "
    "of the load.",
    "LD-09": "After the light week the stage comes back in full: {clean_full} of {clean} clean full sessions are done.",
    "LD-09:cap": "In the first full week after a light one the plan is {limit_min} min at most, {growth_pct} % above "
    "the full week before.",
    "LD-09:running": "The light week that began on {light_on} is still running.",
    "LD-10": "The {cycle_weeks}-week cycle ends: these tests are due again: {tests_due}.",
    "LD-11": "The last load was on {last_load_on}, {gap_days} days ago (limit {hold_days}): repeat the level.",
    "LD-11:long": "The last load was on {last_load_on}, {gap_days} days ago (limit {regress_days}): go back two "
    "levels.",
    "LD-11:reassess": "The last load was on {last_load_on}, {gap_days} days ago (limit {pause_days}): pause and "
    "repeat the gate.",
    "LD-13": "Level {asked_level} was asked for; the next one is level {next_level}.",
    "LD-14": "Clean sessions in a row at level {level}: {clean_sessions} of the {clean} needed.",
    "LD-16": "Heart rate at the same task was {hr_over_usual_bpm} beats/min above usual from {first_on} to "
    "{hr_over_usual_bpm_on} (limit {bpm}): a lighter week.",
    "LD-17": "The load of the week of {week_load_on} was {week_load}, more than {growth_pct} % above the mean of "
    "{mean_load}.",
    "LD-18": "More load waits until {sessions} clean sessions leave {extra_reps} repetitions to spare; there are "
    "{ready_sessions}.",
    "LD-19": "There were {foot_contacts} foot contacts on {foot_contacts_on}; {allowed_contacts} were allowed.",
    "LD-19:spacing": "The jump sessions on {first_on} and {next_on} were closer than {days_apart} days.",
    "LD-19:week": "There were {jump_count} jump sessions from {first_on} to {next_on}; {per_week} a week are the "
    "limit.",
    "LD-20": "Only one of sets, repetitions, load and stability rises in a session; asked for: {doses}.",
    "GA-R1": "Single-leg stance fell from {before_s} s on {before_s_on} to {now_s} s on {now_s_on}, by {stance_pct} "
    "% or more: one rung less unstable.",
    "GA-R1:arch": "The arch collapses more in the step-down: {before_score} on {before_score_on}, {now_score} on "
    "{now_score_on}; one rung less unstable.",
    "GA-01": "Before {next_phase} these are open: {items}.",
    "GA-12": "Before {next_phase} these are open: {items}.",
    "GA-23": "Before {next_phase} these are open: {items}.",
    "GA-34": "Before {next_phase} these are open: {items}.",
    "GA-45": "Before {next_phase} these are open: {items}.",
    "GA-56": "Before {next_phase} these are open: {items}.",
    "BS-01": "Before a bone stress injury runs again these are open: {items}.",
    "PP-05": "Strength lags behind symptoms in a plantar plate; open: {items}.",
    "TP-02": "Before running {reps} heel raises with inversion are needed (target {target}); open: {items}.",
    "PS-02": "Confidence for full sport is asked for, {score} points or more; open: {items}.",
    "HL-02": "Nothing holds, and {clean} clean sessions in a row are done at level {level}: on to level {next_level} "
    "of {next_phase}.",
    "HL-03": "Level {level} is the last one: maintain.",
}

CHANGES: Final[dict[str, str]] = SAFETY_CHANGES | {
    "PM-01": "Review again once the {window_days} days after {session_on} are over.",
    "PM-02": "Record for {session_on} how many hours it took to settle, or the pain a day later.",
    "PM-02:pain": "Record the pain during the session on {session_on}.",
    "PM-02:uneven": "Record {lacking} for the session on {session_on}.",
    "PM-04": "Record how many hours it took to settle after {pain_24h_on}, or have two clean sessions.",
    "PM-05": "Two clean sessions with pain up to {ceiling}/10 open the next level.",
    "PM-13": "Two clean sessions with less than {stiff_min} min extra morning stiffness open the next level.",
    "PM-15": "Two clean sessions without extra swelling open the next level.",
    "PM-15:hours": "Record how many hours the swelling after {swelling_on} lasted.",
    "PM-20": "Two clean sessions without new tenderness open the next level.",
    "PM-22": "Two clean sessions with {completed_limit} % or more done open the next level.",
    "LD-15": "Two clean sessions at the planned effort open the next level.",
    "LD-15:easy": "Two clean easy runs with effort below {easy_rpe} open the next level.",
    "FL-06": "From {locked_until} on, with two clean sessions at this level, level {locked_level} opens again.",
    "FL-07": "Two clean sessions at level {target} open the way up again.",
    "FL-07:referred": "Record the reassessment after the referral.",
    "TR-04": "Do {adherence_limit} % or more of the plan.",
    "GT-01": "Do the fatigue gait check: 20 min or more of running at effort 5 to 6, filmed from side and rear.",
    "GT-01:never": "Do the fatigue gait check: 20 min or more of running at effort 5 to 6, filmed from side and rear.",
    "GT-03": "Ask for a cadence step of {first_pct} % or less.",
    "GT-03:forefoot": "Leave the forefoot cue out.",
    "GT-04": "Leave this out until building weeks: {asked}.",
    "PS-01": "A TSK-11 below {high} opens new impact; work with graded exposure.",
    "PS-03": "Talk with the patient; better mood or more of the plan done changes this.",
    "RC-01": "Resting heart rate back at its usual level changes this.",
    "RC-02": "A mean of {hours} h of sleep changes this.",
    "RC-03": "A stable weight changes this.",
    "RC-03:fasting": "End the fasting, or clear the finding.",
    "LD-01:blocked": "Ask for at most {growth_pct} % more than {reference_min} min.",
    "LD-01:unknown": "Record the running minutes of the last full week.",
    "LD-01:week": "Review again seven days after {progressed_on}.",
    "LD-02": "Review again when {days} days have passed since the first of these steps.",
    "LD-03:blocked": "Ask for a run at most {growth_pct} % longer than {longest_min} min.",
    "LD-04": "Choose one of {changes} for this week.",
    "LD-04:progress": "Leave {changes} as before, and the next step is open.",
    "LD-05": "Leave this out for now: {asked}.",
    "LD-06": "Leave {days_apart} days from one run to the next.",
    "LD-06:week": "Run at most {runs} times in seven days.",
    "LD-09": "Do {clean} clean sessions of this stage in full.",
    "LD-09:running": "Review again when the week that began on {light_on} is over.",
    "LD-10": "Repeat {tests_due}.",
    "LD-11": "Two clean sessions at this level open the next one.",
    "LD-13": "Ask for level {next_level}.",
    "LD-14": "{clean} clean sessions in a row at level {level} open the next level.",
    "LD-17": "A week within {growth_pct} % of the usual load changes this.",
    "LD-18": "Keep the load until {sessions} clean sessions leave {extra_reps} repetitions to spare.",
    "LD-19": "Do at most {allowed_contacts} foot contacts in a session.",
    "LD-19:spacing": "Leave {days_apart} days between jump sessions.",
    "LD-19:week": "Jump at most {per_week} times in seven days.",
    "LD-20": "Choose one of {doses} for the next session.",
    "GA-R1": "A stance test back near {before_s} s changes this.",
    "GA-R1:arch": "A step-down score back at {before_score} changes this.",
    "GA-01": "Meet or test again: {items}.",
    "GA-12": "Meet or test again: {items}.",
    "GA-23": "Meet or test again: {items}.",
    "GA-34": "Meet or test again: {items}.",
    "GA-45": "Meet or test again: {items}.",
    "GA-56": "Meet or test again: {items}.",
    "BS-01": "Meet or test again: {items}.",
    "PP-05": "Meet or test again: {items}.",
    "TP-02": "Meet or test again: {items}.",
    "PS-02": "Meet or test again: {items}.",
    "HL-03": "This is the top: keep going, and repeat the tests from time to time.",
}

GATE_SENTENCES: Final[dict[str, str]] = {
    "met": "{label}: {have} on {on}, needed {need}: met.",
    "not_met": "{label}: {have} on {on}, needed {need}: not met.",
    "stale": "{label}: {have} on {on} is too old to count, needed {need}: test again.",
    "unknown": "{label}: not recorded, needed {need}.",
    "met undated": "{label}: {have}, needed {need}: met.",
    "not_met undated": "{label}: {have}, needed {need}: not met.",
    "met bare": "{label}: {need}: met.",
    "not_met bare": "{label}: needed is {need}: not met.",
}

HEADLINES: Final[dict[str, str]] = {
    "EMERGENCY": "Refer now, emergency department: stop all loading.",
    "SAME_DAY": "Refer today: stop all loading.",
    "URGENT": "Refer within one to two working days: stop all loading.",
    "SOON": "Refer within seven days: no impact, work without symptoms may go on at the present level.",
    "ROUTINE": "Refer, and hold level {level} of {phase} while waiting.",
    "PAUSE": "Pause and reassess: no impact and no new level until a reassessment is recorded.",
    "REGRESS": "Step back from level {level} to level {target_level} of {phase} and hold there.",
    "DELOAD": "A lighter week: level {level} of {phase} with {load_pct} % of the load.",
    "HOLD": "Hold level {target_level} of {phase}: same level, same load.",
    "PROGRESS": "Progress to level {next_level} of {next_phase}.",
}
