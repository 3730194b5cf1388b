"""How fast feed-builder is, beside Hugo and others on the same made-up shows."""
