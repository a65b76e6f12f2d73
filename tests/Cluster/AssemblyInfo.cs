// Each test starts several silos as processes on a machine that may have two cores: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
