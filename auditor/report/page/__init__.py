"""What the HTML report shows of an audit: small frozen views, each made from the document alone."""
