"""The Windows installer run under wine with a small program that stands in for ours; ``trial-windows`` does more."""

from collections.abc import Iterator

import pytest

from installers import trial_windows_stand_in as steps
from installers.trial_windows_stand_in import Bench
from installers.trial_windows_wine import Wine, wine

pytestmark = [
    pytest.mark.skipif(wine() is None, reason="wine is not installed; the packages are wine and wine64"),
    pytest.mark.long,
    pytest.mark.xdist_group("wine"),
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("wine")
    with Wine(folder / "prefix") as made:
        yield Bench(made, folder / "work")


@pytest.fixture(autouse=True)
def _cleared(bench: Bench) -> None:
    bench.clear()


def test_it_is_installed_with_its_link_and_its_entry(bench: Bench):
    steps.installed(bench)


def test_it_is_upgraded_and_the_former_version_starts_by_itself(bench: Bench):
    steps.upgraded(bench)


def test_an_older_version_is_refused(bench: Bench):
    steps.downgrade_refused(bench)


def test_nothing_is_done_while_the_program_is_open(bench: Bench):
    steps.refused_while_open(bench)
