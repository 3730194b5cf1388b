"""One module per command: options in, one call into the pipeline, a result out."""
