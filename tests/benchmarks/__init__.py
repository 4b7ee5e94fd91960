"""The benchmark: every figure as a ratio against the bare toolkit doing the same work in the same run, or in ms."""
