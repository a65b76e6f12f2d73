// Each test starts several silos as processes on a machine that may have two cores: those of one collection run one after the other, and beside them
// only what mostly waits.
[assembly: CollectionBehavior(MaxParallelThreads = -1)]
