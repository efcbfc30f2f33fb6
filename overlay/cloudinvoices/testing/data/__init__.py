"""The invoices of the simulated accounts: nothing random, all of it follows from the months asked for."""
