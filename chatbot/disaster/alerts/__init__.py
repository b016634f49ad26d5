"""What telegrams of the 気象庁 say of the city: kept, folded, and what follows from it."""
