"""How terms flow down a lineage. Pure."""
