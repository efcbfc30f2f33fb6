"""Two descriptions of the same operations, side by side: our specs then and now, or ours and the provider's own."""
