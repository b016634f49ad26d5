"""Attacks, and honest questions that look like them: asked (`asking`), judged apart (`judging`)."""
