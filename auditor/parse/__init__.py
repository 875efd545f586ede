"""Reading hostile text into plain values that remember their lines: YAML, model cards, API bodies."""
