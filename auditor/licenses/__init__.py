"""License knowledge: what a license says, and which license a text is."""
