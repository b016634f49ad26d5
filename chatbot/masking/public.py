"""What may stay: the city's own numbers and addresses."""

import re
from dataclasses import dataclass
from functools import lru_cache

from chatbot.masking.fold import fold
from chatbot.masking.runs import digits, runs

_LG_JP = ".lg.jp"  # only local governments can register there (JPRS, 地方公共団体ドメイン名)
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Public:
    """Numbers as digits, addresses and domains in small letters."""

    phones: frozenset[str]
    addresses: frozenset[str]
    domains: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, entries: frozenset[str]) -> "Public":
        """Sort `entries`: with an `@` an address, a name with dots a domain, else numbers."""
        folded = [fold(entry).strip().lower() for entry in entries]
        domains = [entry for entry in folded if _is_domain(entry)]
        return cls(
            phones=frozenset(
                digits(run)
                for entry in folded
                if "@" not in entry and not _is_domain(entry)
                for run in runs(entry)
            ),
            addresses=frozenset(entry for entry in folded if "@" in entry),
            domains=tuple(domains),
        )

    def has_email(self, address: str) -> bool:
        """Tell whether an e-mail address (folded) is the city's or another local government's."""
        address = address.lower()
        domain = address.rpartition("@")[2]
        return (
            address in self.addresses
            or domain.endswith(_LG_JP)
            or any(domain == known or domain.endswith(f".{known}") for known in self.domains)
        )


def _is_domain(entry: str) -> bool:
    return _DOMAIN.fullmatch(entry) is not None and any(char.isalpha() for char in entry)
