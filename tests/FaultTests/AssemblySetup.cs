// Most tests wait for a process, a timeout or a lease.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: PrintExchanges]
