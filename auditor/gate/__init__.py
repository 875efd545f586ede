"""The gate of a repository: what it declares and uses, audited, locked and compared. Stands on the pipeline."""
