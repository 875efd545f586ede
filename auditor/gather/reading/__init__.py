"""A card's prose, lists and tables → typed statements. One file a kind of evidence; pure, linear in the text."""
