"""What is measured: in each module `run`, which does a `Work` and returns the number of documents it did."""
