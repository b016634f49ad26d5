"""The other side of the platform, under `/_stub`: what people do, what tests order and look at."""
