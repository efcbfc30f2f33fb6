"""How requests are signed, one module a scheme."""
