"""Telegrams of the 気象庁 (気象庁防災情報XMLフォーマット), read from bytes into rows.

`telegram` is the way in. A module per family says which rows a telegram holds; `table` lists them.
Nothing here fetches, stores or decides.
"""
