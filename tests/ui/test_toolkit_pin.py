"""Why PySide6 is pinned: some versions lose references to None and abort the interpreter. This one must not."""

import subprocess
import sys

import pytest

PROGRAM = """
import gc, sys
import pyqtgraph
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication(sys.argv)
for _ in range(1000):
    plot = pyqtgraph.PlotWidget()
    plot.close()
    plot.deleteLater()
    application.processEvents()
    del plot
gc.collect()
widget = QWidget()
references = sys.getrefcount(None)
for _ in range(100_000):
    widget.parent()
assert sys.getrefcount(None) > references - 1000, "references to None are lost"
print("survived")
"""


@pytest.mark.long
def test_the_pinned_toolkit_keeps_its_references() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=110, check=False)
    assert done.stdout.strip() == "survived", done.stderr[-2000:]
    assert done.returncode == 0
