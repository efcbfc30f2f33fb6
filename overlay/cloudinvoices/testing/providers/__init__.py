"""The simulated providers: what each serves, whom it lets in, and how it reports errors."""
