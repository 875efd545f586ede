"""Audit → bytes: one file a format. No format knows a criterion or a license."""
