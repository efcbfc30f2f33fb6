"""Hypothesis: the same examples in every run on CI, new ones on a developer's machine."""

import os

from hypothesis import settings

settings.register_profile("here", max_examples=60, deadline=None)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
