"""Mutated entries and all commands that read them; try_mutants.py tries more."""

from pathlib import Path

import pytest

from kit.mutants import find_faults, make_mutant


@pytest.mark.parametrize("seed", range(24))
def test_a_mutated_entry_breaks_no_command_and_loses_no_word(
    seed: int, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    assert list(find_faults(make_mutant(seed), library, tries=5)) == []
