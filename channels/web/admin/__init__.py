"""The staff pages at `/admin`: what residents asked, and switching disaster mode.

Made on the server, without a script: they work in any browser and under the strictest policy.
"""
