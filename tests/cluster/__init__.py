"""Real clusters: schedulers and workers of Dask in processes of their own, on 127.0.0.1 alone."""
