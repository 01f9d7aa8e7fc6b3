using CleanAuth.Benchmarks;

if (args is ["bare", .. var settings])
{
    await BareServer.RunAsync(settings);
    return;
}

await new Benchmark(BenchmarkOptions.Parse(args)).RunAsync();
