"""What several formats share: the audit read as a bill of materials, as problems, and as places to point at."""
