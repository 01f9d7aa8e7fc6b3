[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.Fixtures)]

// Tests wait for the database; with one worker per processor the processors would idle.
[assembly: LevelOfParallelism(4)]
