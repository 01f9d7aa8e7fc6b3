// Each race uses all processors.
[assembly: NonParallelizable]
[assembly: PrintExchanges]
