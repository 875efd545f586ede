"""Tests of where a repository says, or lets one see, what it comes from."""
