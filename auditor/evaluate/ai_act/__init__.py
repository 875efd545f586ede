"""EU AI Act, Article 53(2): whether a model is free and open, by its terms, by what is taken, by what is public."""
