"""Tests of the license knowledge."""
