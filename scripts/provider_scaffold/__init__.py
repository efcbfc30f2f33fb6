"""From a name to the skeleton of a provider: render, register, generate in a copy, carry over."""
