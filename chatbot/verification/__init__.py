"""Whether a sentence says only what the documents it cites say."""
