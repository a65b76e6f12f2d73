// Each test starts real programs on a machine that may have two cores: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
