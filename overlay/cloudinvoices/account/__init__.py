"""What callers hold: `connect` makes an account, and an account lists, gets, downloads and streams."""
