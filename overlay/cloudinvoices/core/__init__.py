"""What all providers share below the account: calls and their retries, steps and their drivers, settings, decoding."""
