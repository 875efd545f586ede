"""Where a repository says, or lets one see, what it comes from. Reading only: no judgement, no network."""
