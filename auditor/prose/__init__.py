"""One model of text for everything that people write: blocks, sentences, and the phrases that say what they mean."""
