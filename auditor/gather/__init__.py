"""Snapshots → Dossier: typed evidence, each item with its citation. Pure; it judges nothing."""
