"""Makes what a clinic installs: the frozen program, the installers of each system, the release folder."""
