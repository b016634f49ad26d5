"""How it is found: tokens, chunks, embeddings, lexical and dense indexes, snapshots, search."""
