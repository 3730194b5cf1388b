"""READ: text or bytes of one kind of file in, values and problems out."""
