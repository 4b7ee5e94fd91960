"""No connection leaves the process, whoever asks for it; proven in a process of its own, as such a hook stays."""

import subprocess
import sys

import pytest

ATTEMPTS = {
    "a connection": "socket.socket().connect(('192.0.2.1', 80))",
    "a name": "socket.getaddrinfo('example.org', 80)",
    "a datagram": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "a page": "urllib.request.urlopen('http://192.0.2.1/')",
    "a server": "socket.socket().bind(('127.0.0.1', 0))",
}
HEAD = "import socket, urllib.request\nfrom footrehab_desktop import silence\nsilence.refuse_network()\n"


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", HEAD + script], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=list(ATTEMPTS))
def test_an_attempt_is_refused_and_counted(attempt: str) -> None:
    told = run(f"try:\n  {attempt}\nexcept OSError as error:\n  print(error, silence.attempts())\n")
    assert "makes no network connections" in told
    assert told.strip().endswith(" 1")


def test_a_page_of_a_library_that_loads_a_picture_from_an_address_is_refused() -> None:
    script = (
        "from io import BytesIO\n"
        "from reportlab.platypus import SimpleDocTemplate, Paragraph\n"
        "from reportlab.lib.styles import getSampleStyleSheet\n"
        'text = \'<img src="http://192.0.2.1/x.png" width="9" height="9"/>\'\n'
        "try:\n  SimpleDocTemplate(BytesIO()).build([Paragraph(text, getSampleStyleSheet()['Normal'])])\n"
        "except Exception as error:\n  print(type(error).__name__)\n"
        "print('connected' if silence.attempts() > 1 else 'silent')\n"
    )
    assert "silent" in run(script)


@pytest.mark.skipif(sys.platform == "win32", reason="sockets of files are a matter of Linux and macOS")
def test_sockets_within_the_computer_still_work() -> None:
    assert "heard" in run("a, b = socket.socketpair()\na.send(b'heard')\nprint(b.recv(9))\n")


def test_the_program_refuses_from_its_start() -> None:
    script = (
        "from footrehab_desktop import cli\n"
        "try:\n  cli.main(['library'])\nfinally:\n"
        "  try:\n    socket.getaddrinfo('example.org', 80)\n"
        "  except OSError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import socket\n" + script], capture_output=True, text=True, check=False
    )
    assert "makes no network connections" in done.stdout
