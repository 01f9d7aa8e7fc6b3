using CleanAuth.Benchmarks;

BenchmarkOptions options = BenchmarkOptions.Parse(args);
await (options.Only switch
{
    Overload.Name => new Overload(options).RunAsync(),
    Scale.Name => new Scale(options).RunAsync(),
    _ => new Comparison(options).RunAsync(),
});
