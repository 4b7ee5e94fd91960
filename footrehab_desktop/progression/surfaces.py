"""Running surfaces in steps (SU-1 to SU-5): one step at most in two weeks."""

from typing import Final

SURFACES: Final[dict[int, str]] = {
    1: "Treadmill, track or level grass",
    2: "Firm flat trail",
    3: "Flat road",
    4: "Mixed or undulating",
    5: "Technical, hills, long concrete",
}
