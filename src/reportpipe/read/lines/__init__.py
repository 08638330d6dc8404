"""Second stage: glyphs become lines: baselines, spacing, readings (ruby), direction."""
