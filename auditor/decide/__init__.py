"""Verdicts × license terms × declared use × policy → Decision. Pure."""
