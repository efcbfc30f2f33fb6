"""From specs/ to generated/: read, validate, lint, prepare, run the two generators, finish, compare or replace."""
