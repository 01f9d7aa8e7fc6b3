// Each test measures how long answers take.
[assembly: NonParallelizable]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: PrintExchanges]
