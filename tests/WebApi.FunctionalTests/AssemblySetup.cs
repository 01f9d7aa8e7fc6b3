[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Fixtures)]

// Tests wait for sockets, processes and databases; with one worker per processor the processors would idle.
[assembly: LevelOfParallelism(4)]
[assembly: PrintExchanges]
