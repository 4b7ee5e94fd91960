"""Run with a Python that has WeasyPrint: HTML from standard input, prints the median ms and the pages.

``python weasyprint_sheet.py RUNS < sheet.html``
"""

import statistics
import sys
import time

import weasyprint  # type: ignore[import-not-found]  # installed for the benchmark only


def main() -> None:
    """Render once to load what is needed, then measure."""
    html, times = sys.stdin.read(), []
    pages = len(weasyprint.HTML(string=html).render().pages)
    for _ in range(int(sys.argv[1])):
        start = time.perf_counter()
        weasyprint.HTML(string=html).write_pdf()
        times.append((time.perf_counter() - start) * 1000)
    print(statistics.median(times), pages)


if __name__ == "__main__":
    main()
