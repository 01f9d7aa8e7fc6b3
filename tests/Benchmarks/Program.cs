using CleanAuth.Benchmarks;

if (args is ["bare", .. var settings])
{
    await BareServer.RunAsync(settings);
    return;
}

BenchmarkOptions options = BenchmarkOptions.Parse(args);
await (options.Only == Overload.Name ? new Overload(options).RunAsync() : new Benchmark(options).RunAsync());
