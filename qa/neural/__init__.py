"""Small neural networks that run on this machine, and how a text is put to them."""
