"""The benchmarks are no installed package either; this folder is none, or it would be taken for theirs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
