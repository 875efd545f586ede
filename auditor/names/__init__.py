"""Names of models, their makers and their families: what a name says, and what it does not."""
