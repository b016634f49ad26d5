"""A local stand-in for LINE's platform: for tests, and for trying annai without an account.

A real HTTP server that keeps to what is known of the Messaging API (api.line.me and
api-data.line.me on one origin): limits, errors, tokens that expire, retry keys, quota, webhooks.
It knows nothing of annai and nothing of LINE's SDK, so that either can be tested against it.

Where LINE's behaviour isn't known it takes the stricter way, and the comment says "not verified".
What it leaves out on purpose: it accepts http addresses for webhooks, and it limits no rate unless
told to (`faults`).
"""
