// Each race needs all processors.
[assembly: NonParallelizable]
[assembly: PrintExchanges]
