// Each test starts real programs and mostly waits for them: two at a time keep two cores busy and do not crowd them.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
