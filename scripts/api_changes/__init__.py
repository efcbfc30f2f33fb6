"""The public interface in the work tree beside that of a git reference: read both, compare, look into CHANGELOG.md."""
