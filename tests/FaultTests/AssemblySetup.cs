[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Fixtures)]

// Most of a test is waiting: for timeouts, leases and starts.
[assembly: LevelOfParallelism(3)]
[assembly: PrintExchanges]
