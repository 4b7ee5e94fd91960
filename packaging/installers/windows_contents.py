"""What of the Windows wheels and of CPython goes into the program: tables, and the function that reads them.

A wheel is unpacked as it is, so what is left out is named by its place: modules as in ``contents`` and the files below.
``windows_links`` proves that no library misses one of its own; the tests, that no module of the program misses one.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final

from installers.contents import LEFT_OUT_MODULES

# Of Qt only this is taken along; its package holds three times as much.
KEPT_OF_QT: Final = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/Qt6Core.dll",
    "PySide6/Qt6Gui.dll",
    "PySide6/Qt6OpenGL.dll",
    "PySide6/Qt6OpenGLWidgets.dll",
    "PySide6/Qt6PrintSupport.dll",
    "PySide6/Qt6Svg.dll",
    "PySide6/Qt6Widgets.dll",
    "PySide6/QtCore.pyd",
    "PySide6/QtGui.pyd",
    "PySide6/QtOpenGL.pyd",  # pyqtgraph imports it and the next
    "PySide6/QtOpenGLWidgets.pyd",
    "PySide6/QtPrintSupport.pyd",
    "PySide6/QtSvg.pyd",
    "PySide6/QtWidgets.pyd",
    "PySide6/pyside6.abi3.dll",
    "PySide6/msvcp140*.dll",
    "PySide6/vcruntime140*.dll",
    "PySide6/plugins/iconengines/*",
    "PySide6/plugins/imageformats/qgif.dll",
    "PySide6/plugins/imageformats/qico.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/plugins/imageformats/qwebp.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/styles/*",
)

# Of the other wheels everything but this.
LEFT_OUT_FILES: Final = (
    "*.dist-info/INSTALLER",
    "*.dist-info/RECORD",
    "*.dist-info/REQUESTED",
    "*.dist-info/WHEEL",
    "*.dist-info/entry_points.txt",
    "*.dist-info/sboms/*",
    "*.dist-info/top_level.txt",
    "*.h",
    "*.lib",
    "*.pxd",
    "*.pyi",
    "*.pyx",
    "*/tests/*",
    "PIL/_imagingft.*",  # text in pictures; the program draws it otherwise
    "alembic/templates/*",
    "cffi/*",  # only for building; its core lies beside it
    "numpy/_pyinstaller/*",
    "numpy/f2py/*",
    "pycparser/*",  # only for building
    "pypdfium2_cli/*",
    "pyqtgraph/examples/*",
    "pyqtgraph/icons/peegee/*",
    "pyqtgraph/opengl/*",  # three dimensions
    "reportlab/fonts/*",  # the handouts bring their own
    "shiboken6/include/*",
    "shiboken6/lib/*",
    "shiboken6/share/*",
)

# Parts of CPython's archive: no database of its own, no network, no sound, no list of signatures.
LEFT_OUT_OF_PYTHON: Final = (
    "_msi.pyd",
    "_sqlite3.pyd",
    "_ssl.pyd",
    "_wmi.pyd",  # asks a service of Windows for the processor; without it Python knows at once and never hangs
    "libssl-*.dll",
    "python.cat",
    "python3*._pth",
    "sqlite3.dll",
    "winsound.pyd",
)


def is_kept(place: str) -> bool:
    """Tell whether a file of a wheel goes into the program; ``place`` is its path in the wheel."""
    if place.startswith("PySide6/"):
        return _matches(place, KEPT_OF_QT)
    return not (_matches(place, LEFT_OUT_FILES) or _of_left_out_module(place))


def is_kept_of_python(name: str) -> bool:
    """Tell whether a file of CPython's archive goes into the program."""
    return not _matches(name, LEFT_OUT_OF_PYTHON)


def _matches(place: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(place, pattern) for pattern in patterns)


def _of_left_out_module(place: str) -> bool:
    """A module is a file with its name, such as ``PIL/_avif.cp313-win_amd64.pyd``, or a folder."""
    for name in LEFT_OUT_MODULES:
        path = name.replace(".", "/")
        if place.startswith((f"{path}.", f"{path}/")):
            return True
    return False
