"""Getting the bytes of a document: fetch, decode, check, resume, and put them on disk."""
