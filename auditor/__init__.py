"""Auditor: what an AI model's license lets you do, and how open the model is, with the evidence."""

__version__ = "0.1.0"
