// Each race wants the processors for itself.
[assembly: NonParallelizable]
