using CleanAuth.Benchmarks;

if (args is ["baseline", .. var settings])
{
    await BaselineServer.RunAsync(settings);
    return;
}

BenchmarkOptions options = BenchmarkOptions.Parse(args);
await (options.Only switch
{
    Overload.Name => new Overload(options).RunAsync(),
    Scale.Name => new Scale(options).RunAsync(),
    AdminList.Name => new AdminList(options).RunAsync(),
    _ => new Benchmark(options).RunAsync(),
});
