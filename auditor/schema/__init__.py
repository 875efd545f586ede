"""The nouns: frozen values that the stages pass on. They import pydantic and each other, nothing else."""
