"""Tests of Auditor, and the replica of the Hub they run against."""
