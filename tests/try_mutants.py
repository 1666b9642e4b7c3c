"""Try mutated entries with every command that reads them.

Run: python tests/try_mutants.py [COUNT] [--from SEED] [--commands N]

Prints each rule that an answer breaks with the number of its mutant, and how many
there were; exits with 1 if there was any. A few are tried in the suite.
"""

import argparse
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kit.mutants import find_faults, make_mutant


def try_seed(seed: int, commands: int) -> list[str]:
    """Try one mutant in a library of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = f"{folder}/{name}"
        library = Path(folder, "library")
        library.mkdir()
        faults = find_faults(make_mutant(seed), library, commands)
        return [f"{seed}: {fault}" for fault in faults]


def main() -> int:
    """Try as many as asked for, on all cores."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="SEED")
    parser.add_argument("--commands", type=int, default=5, help="of each mutant")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.count)
    found = 0
    with ProcessPoolExecutor() as pool:
        commands = [asked.commands] * len(seeds)
        for faults in pool.map(try_seed, seeds, commands, chunksize=20):
            for fault in faults:
                found += 1
                print(fault, flush=True)
    print(f"{asked.count} mutants, {asked.commands} commands each: {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
