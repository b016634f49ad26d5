"""`annai unanswered …`: what residents asked in vain."""
