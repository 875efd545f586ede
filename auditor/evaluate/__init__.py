"""Dossier × Rubric → Verdicts, and the frameworks that follow by rule. Pure."""
