"""The archive measured beside peers: `python -m benchmarks` prints tables and writes them into docs/benchmarks.md."""
