"""What the city says: its settings, documents, Faqs, departments and shelters."""
