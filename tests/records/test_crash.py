"""Killed in the middle of writing: what was acknowledged is there, whole, and nothing is there by halves."""

import os

import pytest

from tests.soak import kills


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="needs fork and kill")
def test_thirty_kills_lose_no_acknowledged_patient() -> None:
    assert kills.run(30).ok
