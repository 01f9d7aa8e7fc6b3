using CleanAuth.Benchmarks;
using CleanAuth.Benchmarks.Growth;
using CleanAuth.Benchmarks.Overloading;

BenchmarkOptions options = BenchmarkOptions.Parse(args);
await (options.Only switch
{
    Overload.Name => new Overload(options).RunAsync(),
    Scale.Name => new Scale(options).RunAsync(),
    _ => new Comparison(options).RunAsync(),
});
