"""Copying the core and some providers into another repository: what is taken, what is rewritten, what is recorded."""
